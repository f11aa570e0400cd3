"use strict";
// Two small comforts: a filter for the table, and a count of bytes in the reader's own browser.
const filter = document.getElementById("filter");
if (filter) filter.addEventListener("input", () => {
  const words = filter.value.toLowerCase();
  for (const row of document.querySelectorAll("#findings tbody tr")) row.hidden = !row.textContent.toLowerCase().includes(words);
});
const check = document.getElementById("check");
if (check) check.addEventListener("change", async () => {
  const out = document.getElementById("checked");
  if (!(globalThis.crypto && crypto.subtle)) { out.textContent = "This browser cannot count here; use sha256sum."; return; }
  const counted = await crypto.subtle.digest("SHA-256", await check.files[0].arrayBuffer());
  const text = [...new Uint8Array(counted)].map(byte => byte.toString(16).padStart(2, "0")).join("");
  out.textContent = text === document.getElementById("digest").textContent ? "Equal: these are the preserved bytes." : "Not equal: this file has " + text + ".";
});
