/* Keep a copy of the open form in this browser, and offer it after a crash, a sign-out or a closed tab.

   Copies are encrypted with a key that the server gives to their author alone. So nobody else at this machine reads
   them. Each tab has a copy of its own, and holds a lock with its name while it is open: what is offered is never of
   a tab that somebody still types in. A copy goes when its form is saved, when it is thrown away, and after two
   weeks. */
const PREFIX = "plenary-copy:";
const SENT = "plenary-sent"; // the copy whose form was submitted
const SHOWN = "plenary-shown"; // the copy that this page shows
const DAYS = 14;
const NOT_TYPED = /^(csrfmiddlewaretoken|plenary-|next$|action-)/;

const keyHolder = document.querySelector("[data-copies-key]"); // forms without one are not copied
const form = document.querySelector("form[data-edit-form]");
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

function entries() {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_TYPED.test(name));
}

/* Whether the form came back with what was typed, and nothing of it is saved. */
const isRefused = () => form?.dataset.wUnsavedForceValue === "true";
const stateOf = (list) => JSON.stringify(list.filter(([name]) => !name.startsWith("loaded_revision")));

/* The key comes with the form: a server that has stopped since, or a session that has ended, costs no copy. */
async function openStore() {
  const { copiesUser: user, copiesKey: secret } = keyHolder.dataset;
  const key = await crypto.subtle.importKey("raw", bytes(secret), "AES-GCM", false, ["encrypt", "decrypt"]);
  const place = () => `${PREFIX}${user}:${location.pathname}#`; // a new page gets its address with the first save
  const shownKey = sessionStorage.getItem(SHOWN);
  sessionStorage.removeItem(SHOWN);
  const isShown = Boolean(shownKey?.startsWith(place()));
  const id = isShown ? shownKey.split("#")[1] : crypto.randomUUID();
  let own = place() + id;
  navigator.locks.request(PREFIX + id, () => new Promise(() => {}));
  return {
    isShown,
    own: () => own,
    async write(list) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const clear = new TextEncoder().encode(JSON.stringify(list));
      const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, clear));
      let data = "";
      for (let at = 0; at < sealed.length; at += 8192) data += String.fromCharCode(...sealed.subarray(at, at + 8192));
      try {
        localStorage.setItem(own, JSON.stringify({ at: Date.now(), iv: text(iv), data: btoa(data) }));
      } catch {
        // The browser has no room. The form itself still has every word.
      }
    },
    /* The newest copy of this form that no open tab holds, and that says something else than the form. A copy that
       says the same has done its work. */
    async read(state) {
      const { held } = await navigator.locks.query();
      const isOpen = (name) => held.some((lock) => lock.name === PREFIX + name.split("#")[1]);
      const names = Object.keys(localStorage).filter((name) => name.startsWith(place()) && !isOpen(name));
      const copies = await Promise.all(names.map((name) => open(name, key)));
      const [others, same] = [false, true].map((is) =>
        copies.filter((copy) => copy && (stateOf(copy.list) === state) === is),
      );
      for (const { name } of same) localStorage.removeItem(name);
      return others.sort((one, other) => other.at - one.at)[0];
    },
    drop() {
      localStorage.removeItem(own);
      own = place() + id;
    },
  };
}

async function open(name, key) {
  try {
    const { at, iv, data } = JSON.parse(localStorage.getItem(name));
    const clear = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, key, bytes(data));
    return { name, at, list: JSON.parse(new TextDecoder().decode(clear)) };
  } catch {
    return null;
  }
}

function dropOld() {
  for (const place of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    const at = Number(localStorage.getItem(place).match(/"at":(\d+)/)?.[1] ?? 0);
    if (Date.now() - at > DAYS * 86_400_000) localStorage.removeItem(place);
  }
}

/* The page after a submit says whether it was saved. The copy of a form that was refused stays until the next one. */
let refused = "";
function dropSaved() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (!sent) return;
  if (isRefused()) refused = sent;
  else if (document.querySelector(".messages .success, .messages .warning")) localStorage.removeItem(sent);
  // The page that asks which of two values stays sends the same form once more.
  const choice = document.querySelector("form:has(.plenary-conflict)");
  choice?.addEventListener("submit", () => sessionStorage.setItem(SENT, sent));
}

function offer({ name, at, list }) {
  const box = document.createElement("div");
  Object.assign(box, { id: "plenary-copy", className: "plenary-copy" });
  box.setAttribute("role", "status");
  const when = new Date(at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  const show = Object.assign(document.createElement("button"), { type: "button", className: "button button-small" });
  show.textContent = "Show it";
  show.addEventListener("click", () => showAgain(list, name));
  const drop = Object.assign(show.cloneNode(), { className: "button button-small button-secondary" });
  drop.textContent = "Throw it away";
  drop.addEventListener("click", () => {
    localStorage.removeItem(name);
    box.remove();
  });
  box.append(`On ${when} you typed something here that was not saved. `, show, " ", drop);
  form.before(box);
}

function showAgain(list, name) {
  const sender = Object.assign(document.createElement("form"), { method: "post", hidden: true });
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  for (const [field, value] of [...list, ["csrfmiddlewaretoken", token], ["plenary-copy", "1"]]) {
    sender.append(Object.assign(document.createElement("textarea"), { name: field, value }));
  }
  document.body.append(sender);
  sessionStorage.setItem(SHOWN, name);
  window.onbeforeunload = null;
  sender.submit();
}

async function keepCopies() {
  const store = await openStore();
  const state = stateOf(entries());
  let saved = isTyped ? "" : state;
  // What was refused is in the form, and nowhere else.
  if (isRefused()) await store.write(entries());
  if (localStorage.getItem(store.own())) localStorage.removeItem(refused);
  const copy = store.isShown ? null : await store.read(state);
  if (copy) offer(copy);
  const keep = async () => {
    const list = entries();
    const state = stateOf(list);
    if (state === saved) return;
    saved = state;
    await store.write(list);
  };
  setInterval(keep, 1000);
  document.addEventListener("visibilitychange", keep);
  document.addEventListener("w-autosave:success", ({ detail }) => {
    saved = detail.data.left_out ? "" : stateOf(entries());
    store.drop(); // a new page has another address now
    keep();
  });
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, store.own()));
}

/* Wagtail counts what is typed in the first two seconds as the text of before: it asks nobody who leaves, and saves
   nothing. Here it counts. */
let isTyped = false;
for (const event of ["beforeinput", "change"]) {
  form?.addEventListener(event, ({ isTrusted }) => {
    isTyped ||= isTrusted;
  });
}
form?.addEventListener(
  "w-unsaved:watch-edits",
  () => {
    if (isTyped) form.dataset.wUnsavedForceValue = "true";
  },
  { once: true },
);

dropOld();
dropSaved();
if (form && keyHolder && crypto.subtle) addEventListener("load", () => setTimeout(keepCopies, 300));
