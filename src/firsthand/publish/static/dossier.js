"use strict";
// Small comforts; every page is whole without them: filter, order, opening what is folded, counting bytes.

const filters = document.getElementById("filters");
if (filters) {
  const [words, element, standing] = ["words", "element", "standing"].map(id => document.getElementById(id));
  const rows = [...document.querySelectorAll("#findings tbody tr")];
  const texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const fits = (!element.value || row.dataset.element === element.value) && (!standing.value || row.dataset.standing === standing.value) && wanted.every(word => texts.get(row).includes(word));
      row.hidden = !fits;
      count += fits;
    }
    document.getElementById("shown").textContent = count + " of " + rows.length + " shown";
  };
  for (const field of [words, element, standing]) field.addEventListener("input", apply);
  filters.addEventListener("submit", event => event.preventDefault());
  filters.hidden = false;
  apply();
}

const key = cell => {
  const told = cell.dataset.value ?? cell.textContent.trim();
  const number = Number(told.replaceAll(",", ""));
  return told !== "" && Number.isFinite(number) ? number : told.toLowerCase();
};
const compare = (a, b) => typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1;
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending" || (head.classList.contains("n") && !head.hasAttribute("aria-sort"));
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const body = table.tBodies[0];
      const rows = [...body.rows].map(row => [key(row.cells[place]), row]);
      rows.sort((a, b) => compare(a[0], b[0]) * (down ? -1 : 1));
      body.append(...rows.map(row => row[1]));
    });
  });
}

const open = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = target; fold; fold = fold.parentElement) if (fold.tagName === "DETAILS") fold.open = true;
};
addEventListener("hashchange", open);
addEventListener("beforeprint", () => { for (const fold of document.querySelectorAll("details")) fold.open = true; });
open();

const check = document.getElementById("check");
if (check) {
  document.getElementById("check-here").hidden = false;
  check.addEventListener("change", async () => {
    const out = document.getElementById("checked");
    if (!(globalThis.crypto && crypto.subtle)) { out.textContent = "This browser cannot count here; use sha256sum."; return; }
    const counted = await crypto.subtle.digest("SHA-256", await check.files[0].arrayBuffer());
    const text = [...new Uint8Array(counted)].map(byte => byte.toString(16).padStart(2, "0")).join("");
    out.textContent = text === document.getElementById("digest").textContent ? "Equal: these are the preserved bytes." : "Not equal: this file has " + text + ".";
  });
}
