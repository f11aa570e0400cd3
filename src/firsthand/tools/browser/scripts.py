"""What is run in a page: how high it is, scroll it, open what is folded, press buttons.

In: nothing.  Out: expressions and functions of JavaScript. They run in the page's own world, so a page can answer them as it likes:
what they give is a number or words that are shown, and decides nothing but when to stop.
"""

from __future__ import annotations

STEP_SHARE = 0.9  # of a window: what stands at its end is seen again at the next one's beginning
HEIGHT = "Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0)"
# What scrolls is the page, or else the largest part of it that does: many sites are one window with a part that scrolls.
SCROLLER = """(() => {
  const page = document.scrollingElement || document.documentElement;
  if (page.scrollHeight > innerHeight + 2) return page;
  let best = page, size = innerWidth * innerHeight / 4;
  for (const each of [...document.querySelectorAll('div, main, section, article, body')].slice(0, 20000)) {
    const area = each.clientWidth * each.clientHeight;
    if (area <= size || each.scrollHeight <= each.clientHeight + 100) continue;
    if (!/auto|scroll|overlay/.test(getComputedStyle(each).overflowY)) continue;
    best = each; size = area;
  }
  return best;
})()"""
IS_AT_END = f"(e => e.scrollTop + e.clientHeight >= e.scrollHeight - 2)({SCROLLER})"
SIZES = f"(e => [e.scrollHeight, e.clientHeight])({SCROLLER})"
STEP = f"""(e => {{
  e.scrollBy({{top: Math.max(100, e.clientHeight * {STEP_SHARE}), behavior: 'instant'}});
  return e.scrollTop + e.clientHeight >= e.scrollHeight - 2;
}})({SCROLLER})"""
TO_TOP = f"(e => {{ e.scrollTo({{top: 0, behavior: 'instant'}}); scrollTo({{top: 0, behavior: 'instant'}}); }})({SCROLLER})"
OPEN_DETAILS = """() => {
  const folded = [...document.querySelectorAll('details:not([open])')].slice(0, 500);
  for (const each of folded) each.open = true;
  return folded.length;
}"""
PRESS = """([words, most]) => {
  const known = new Set(words), pressed = [];
  const all = document.querySelectorAll('button, [role=button], summary, a[href^="#"], a:not([href]), input[type=button]');
  for (const each of all) {
    if (pressed.length >= most) break;
    const text = (each.innerText || each.value || '').replace(/[\\s\\u00bb\\u203a\\u2026.]+/g, ' ').trim().toLowerCase();
    if (!known.has(text) || !each.getClientRects().length) continue;
    each.click();
    pressed.push(text);
  }
  return pressed;
}"""
