// Everything works without this file; it makes work faster. No inline handlers, no eval (Content-Security-Policy).
const all = (selector, root = document) => root.querySelectorAll(selector);

// --- "/" goes to the search box
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("#tim-tat-ca") ?? document.querySelector("input[type=search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// --- menus close on Escape and on a click elsewhere
document.addEventListener("click", (event) => {
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of all("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// --- light, dark, or as the system says
function showTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const button of all("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  }
}
for (const group of all(".themes")) group.hidden = false;
showTheme(document.documentElement.dataset.theme ?? "system");
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (!button) return;
  try {
    localStorage.setItem("nscl-theme", button.dataset.themeChoice);
  } catch { /* it holds for this page */ }
  showTheme(button.dataset.themeChoice);
});

// --- toasts, and messages that can be closed
function closeButton(label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "close";
  button.setAttribute("aria-label", label);
  button.textContent = "×";
  button.addEventListener("click", () => button.parentElement.remove());
  return button;
}
function toast(text, tone = "info") {
  const region = document.querySelector("#toasts");
  if (!region || !text) return;
  const box = document.createElement("div");
  box.className = `toast ${tone}`;
  const words = document.createElement("p");
  words.textContent = text;
  box.append(words, closeButton(region.dataset.close));
  region.append(box);
  if (tone !== "bad") setTimeout(() => box.remove(), 8000);
}
for (const box of all("[data-closable]")) box.append(closeButton(box.dataset.closable));
// A view may answer with `HX-Trigger: {"toast": {"text": "…", "tone": "good"}}`.
document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.tone));
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => toast(document.querySelector("#toasts")?.dataset.failed, "bad"));
}

// --- an act that asks first
document.addEventListener("submit", (event) => {
  const question = event.target.dataset?.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
}, true);

// --- dialogs: <button data-opens="id"> and, inside, <button data-closes>
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target.closest("[data-prints]")) window.print();
});

// --- a form with changes is not left by accident: <form data-guard>
const changed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) changed.delete(event.target);
});
// htmx sends the form itself and prevents the browser's own sending.
document.addEventListener("htmx:beforeRequest", (event) => changed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  for (const form of changed) if (!form.isConnected) changed.delete(form);
  if (changed.size) event.preventDefault();
});

// --- a file that is too large is refused before it is sent: <input type="file" data-most="bytes" data-too-large="…">
document.addEventListener("change", (event) => {
  const input = event.target.closest("input[type=file][data-most]");
  if (!input) return;
  const large = [...input.files].filter((file) => file.size > Number(input.dataset.most)).map((file) => file.name);
  input.setCustomValidity(large.length ? `${large.join(", ")}: ${input.dataset.tooLarge}` : "");
  input.reportValidity();
});

// --- an error summary is read first; a range linked to is opened
function focusSummary() {
  const box = document.querySelector("[data-focus]:not([data-no-focus] *)");
  box?.removeAttribute("data-focus");
  box?.focus();
}
focusSummary();
document.addEventListener("htmx:afterSettle", focusSummary);
if (location.hash.length > 1) {
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details")?.setAttribute("open", "");
}
