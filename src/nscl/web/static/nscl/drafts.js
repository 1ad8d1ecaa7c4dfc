// What is typed into <form data-draft> is kept on this machine until it is saved (docs/adr/0011-drafts-on-the-device.md).
// A draft is sealed with a key that only pages of its owner carry: who uses the machine next finds nothing to read.
const PREFIX = "nscl-draft:";
const SENT = "nscl-draft-sent";
const TOKEN = "csrfmiddlewaretoken";
const VERSION = "phien-ban";
const PAUSE_MS = 500;
const KEPT_MS = 14 * 24 * 3600 * 1000;
const { draftOwner: owner, draftKey: sealingKey } = document.body.dataset;
const here = location.pathname + location.search;
// Browsers seal only where the connection is secret; elsewhere a draft lives as long as its tab does.
const sealed = Boolean(owner && window.isSecureContext && window.crypto?.subtle);
const undecided = new Map();
const waiting = new Map();
const drafted = (root = document) => (owner ? root.querySelectorAll("form[data-draft]") : []);

function store() {
  try {
    return sealed ? localStorage : sessionStorage;
  } catch {
    return null; // storage is closed: what was typed lives as long as the page
  }
}
const slot = (place) => `${PREFIX}${owner}:${place}`;
const slots = (prefix) => Object.keys(store() ?? {}).filter((name) => name.startsWith(prefix));
const forget = (place) => store()?.removeItem(slot(place));

// --- sealing
const toText = (bytes) => btoa(String.fromCharCode(...bytes));
const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const key = () => crypto.subtle.importKey("raw", toBytes(sealingKey), "AES-GCM", false, ["encrypt", "decrypt"]);

async function seal(draft) {
  if (!sealed) return { plain: draft };
  const salt = crypto.getRandomValues(new Uint8Array(12));
  const words = new TextEncoder().encode(JSON.stringify(draft));
  const secret = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: salt }, await key(), words));
  let text = "";
  for (let first = 0; first < secret.length; first += 3000) text += toText(secret.subarray(first, first + 3000));
  return { salt: toText(salt), secret: text };
}
async function unseal(kept) {
  if (kept.plain) return kept.plain;
  const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: toBytes(kept.salt) }, await key(), toBytes(kept.secret));
  return JSON.parse(new TextDecoder().decode(opened));
}
async function find(name) {
  const kept = store()?.getItem(name);
  if (!kept) return null;
  try {
    const entry = JSON.parse(kept);
    return { at: entry.at, ...(await unseal(entry)) };
  } catch {
    store().removeItem(name); // not ours to read any more
    return null;
  }
}

// --- what stands in a form
const typed = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== TOKEN);
const version = (fields) => fields.find(([name]) => name === VERSION)?.[1];
const same = (some, others) => {
  const bare = (fields) => JSON.stringify(fields.filter(([name]) => name !== VERSION));
  return bare(some) === bare(others);
};
function when(at) {
  const day = new Date(at);
  const two = (number) => String(number).padStart(2, "0");
  const time = `${two(day.getHours())}:${two(day.getMinutes())}`;
  if (day.toDateString() === new Date().toDateString()) return time;
  return `${time} ${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()}`;
}
function say(form, words, at) {
  const line = form.querySelector("[data-draft-state]");
  if (!line) return;
  line.textContent = (line.dataset[words] ?? "").replace("{when}", at ? when(at) : "");
}

// --- kept while it is typed
async function keep(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  const at = Date.now();
  try {
    const heading = [...document.querySelectorAll("h1, .page-header .answer")];
    const title = heading.map((part) => part.textContent.trim()).join(": ");
    const entry = { at, ...(await seal({ title, fields: typed(form) })) };
    if (!form.dataset.saved) store().setItem(slot(here), JSON.stringify(entry));
    say(form, "kept", at);
  } catch {
    say(form, "lost"); // no room, or storage is closed
  }
}
function later(form) {
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keep(form), PAUSE_MS));
}
for (const act of ["input", "change"]) {
  document.addEventListener(act, (event) => {
    const form = event.target.form ?? event.target.closest("form");
    if (owner && form?.matches("[data-draft]")) later(form);
  });
}
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const form of [...waiting.keys()]) keep(form);
});

// --- offered when the form is opened again
function answer(form) {
  undecided.delete(here);
  form.querySelector("[data-draft-offer]").hidden = true;
}
function offer(form, draft) {
  const box = form.querySelector("[data-draft-offer]");
  if (!box) return;
  undecided.set(here, draft);
  const words = box.querySelector("[data-draft-found]");
  words.textContent = words.dataset.draftFound.replace("{when}", when(draft.at));
  box.querySelector("[data-draft-older]").hidden = version(draft.fields) === version(typed(form));
  box.hidden = false;
}
function fill(form, fields) {
  const given = new Map(fields.map(([name]) => [name, []]));
  for (const [name, value] of fields) given.get(name).push(value);
  for (const control of form.elements) {
    if (!control.name || control.name === TOKEN || ["submit", "button", "file"].includes(control.type)) continue;
    const values = given.get(control.name) ?? [];
    if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
    else if (control.type === "select-multiple") {
      for (const option of control.options) option.selected = values.includes(option.value);
    } else if (values.length) control.value = values.shift();
  }
}
function restore(form, draft) {
  answer(form);
  const address = form.getAttribute("hx-post");
  if (!address || !window.htmx) {
    fill(form, draft.fields);
    keep(form);
    return;
  }
  // Rows may have been added: the server draws the form anew with what was typed, and stores nothing.
  const values = { [TOKEN]: form.elements[TOKEN].value, "them-dong": "-" };
  for (const [name, value] of draft.fields) (values[name] ??= []).push(value);
  window.htmx.ajax("POST", address, { target: "#noi-dung", select: "#noi-dung", swap: "outerHTML", values });
}
document.addEventListener("click", (event) => {
  const form = event.target.closest("form[data-draft]");
  const draft = undecided.get(here);
  if (!form || !draft) return;
  if (event.target.closest("[data-draft-restores]")) restore(form, draft);
  if (event.target.closest("[data-draft-drops]")) {
    answer(form);
    forget(here);
    window.toast(form.querySelector("[data-draft-state]")?.dataset.dropped);
  }
});
async function look() {
  for (const form of drafted()) {
    const draft = await find(slot(here));
    if (!draft) continue;
    if (same(typed(form), draft.fields)) say(form, "kept", draft.at);
    else offer(form, draft);
  }
}
document.addEventListener("htmx:afterSettle", () => {
  for (const form of drafted()) {
    if (undecided.has(here)) offer(form, undecided.get(here));
    else if (store()?.getItem(slot(here))) keep(form);
  }
});

// --- gone when it is saved: the form is left for another page that the server chose
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!owner || event.defaultPrevented || form.method !== "post") return; // htmx sends its forms itself, see below
  if (waiting.has(form)) keep(form);
  const action = new URL(form.getAttribute("action") ?? "", location.href);
  if (action.pathname + action.search === here) mark(here);
});
function mark(place) {
  try {
    if (place) sessionStorage.setItem(SENT, place);
    else sessionStorage.removeItem(SENT);
  } catch { /* the draft is offered once too often */ }
}
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (!event.detail.xhr.getResponseHeader("HX-Redirect")) return;
  for (const form of drafted()) form.dataset.saved = "1";
  forget(here);
  mark("");
});
// Who was signed out meanwhile signs in on a page of its own, and finds the draft again behind it.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.serverResponse?.includes('<body class="bare">')) return;
  event.detail.shouldSwap = false;
  location.assign(event.detail.xhr.responseURL);
});
function arrive() {
  let sent = null;
  try {
    sent = sessionStorage.getItem(SENT);
  } catch { /* nothing was marked */ }
  if (sent && owner && sent !== here && document.referrer === location.origin + sent) forget(sent);
  mark("");
}
window.addEventListener("pageshow", (event) => {
  if (event.persisted) mark("");
});

// --- signing out leaves nothing behind; what is too old goes by itself
document.addEventListener("submit", (event) => {
  const question = event.target.dataset?.signsOut;
  if (question === undefined || !owner) return;
  const own = slots(`${PREFIX}${owner}:`);
  if (own.length && !window.confirm(question)) {
    event.preventDefault();
    return;
  }
  for (const name of own) store().removeItem(name);
  for (const form of drafted()) form.dataset.saved = "1";
}, true);
function tidy() {
  for (const name of slots(PREFIX)) {
    const at = Number((store().getItem(name).match(/"at":(\d+)/) ?? [])[1]);
    if (!(Date.now() - at < KEPT_MS)) store().removeItem(name);
  }
}

// --- where the person's drafts are listed: <section data-drafts>
async function list() {
  const box = owner && document.querySelector("[data-drafts]");
  if (!box) return;
  const own = `${PREFIX}${owner}:`;
  for (const name of slots(own)) {
    const draft = await find(name);
    if (!draft) continue;
    const line = document.createElement("li");
    const door = document.createElement("a");
    door.href = name.slice(own.length);
    door.textContent = draft.title;
    line.append(door, ` · ${when(draft.at)}`);
    box.querySelector("ul").append(line);
    box.hidden = false;
  }
}

arrive();
tidy();
look();
list();
