// The review screen by the keyboard alone. Every key presses a link or a button that is on the page (data-key).
const KEYS = "nscl-review-keys";
const ARROWS = { ArrowDown: "j", ArrowUp: "k" };
const TYPING = "input, textarea, select, [contenteditable]";
// Here the arrows scroll: j and k still move on.
const SCROLLING = ".quote-lines, .table-scroll";

function keysAreOn() {
  try {
    return localStorage.getItem(KEYS) !== "off";
  } catch {
    return true;
  }
}
function keepKeys(on) {
  try {
    localStorage.setItem(KEYS, on ? "on" : "off");
  } catch { /* it holds for this page */ }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !keysAreOn()) return;
  if (event.target.closest(TYPING) || document.querySelector("dialog[open], details.menu[open]")) return;
  if (event.key in ARROWS && event.target.closest(SCROLLING)) return;
  const key = ARROWS[event.key] ?? event.key.toLowerCase();
  const door = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!door) return;
  event.preventDefault();
  if (door.matches("summary")) {
    door.parentElement.open = true;
    takeSelection();
    door.parentElement.querySelector("input:not([type=hidden])")?.select();
  } else {
    door.click();
  }
});

// --- lines chosen with the mouse go into the form that makes an item of them
function takeSelection() {
  const chosen = window.getSelection();
  if (!chosen || chosen.isCollapsed) return;
  const lines = [...document.querySelectorAll("li[data-line]")].filter((line) => chosen.containsNode(line, true));
  if (!lines.length) return;
  document.querySelector("#them-tu").value = lines[0].dataset.line;
  document.querySelector("#them-den").value = lines.at(-1).dataset.line;
}
document.addEventListener("mouseup", takeSelection);

// --- what is looked at is in sight, and read first
function show(focused) {
  const screen = document.querySelector("[data-review]");
  if (!screen) return;
  for (const button of document.querySelectorAll('[data-key="?"]')) button.hidden = false;
  const box = document.querySelector("#dung-phim-tat");
  if (box) box.checked = keysAreOn();
  const pane = screen.querySelector(".review-document .quote-lines");
  const marked = pane?.querySelector(".marked");
  if (marked) pane.scrollTop += marked.getBoundingClientRect().top - pane.getBoundingClientRect().top - 48;
  const list = screen.querySelector(".entries ol");
  const current = list?.querySelector("[aria-current]");
  if (current) list.scrollTop += current.getBoundingClientRect().top - list.getBoundingClientRect().top - 48;
  if (focused) screen.querySelector("#dang-xem")?.focus({ preventScroll: true });
}
document.addEventListener("change", (event) => {
  if (event.target.id === "dung-phim-tat") keepKeys(event.target.checked);
});
document.addEventListener("htmx:afterSettle", () => show(true));
show(new URLSearchParams(location.search).has("muc"));
