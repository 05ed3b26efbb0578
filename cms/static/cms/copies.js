/* Keep a copy of the open form in this browser, and offer it after a crash, a sign-out or a closed tab.

   Copies are encrypted with a key that the server gives to their author alone. So nobody else at this machine reads
   them. A copy goes when its form is saved, when it is thrown away, and after two weeks. */
const PREFIX = "plenary-copy:";
const SENT = "plenary-sent"; // the copy whose form was submitted
const SHOWN = "plenary-shown"; // the copy that this page shows
const DAYS = 14;
const NOT_TYPED = /^(csrfmiddlewaretoken|plenary-|next$|action-)/;

const form = document.querySelector("form[data-edit-form]");
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

function entries() {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_TYPED.test(name));
}

const stateOf = (list) => JSON.stringify(list.filter(([name]) => !name.startsWith("loaded_revision")));

async function openStore() {
  const { plenarySession: url } = document.querySelector("[data-plenary-session]").dataset;
  const response = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!response.ok) return null;
  const { user, key: secret } = await response.json();
  const key = await crypto.subtle.importKey("raw", bytes(secret), "AES-GCM", false, ["encrypt", "decrypt"]);
  const place = `${PREFIX}${user}:${location.pathname}`;
  return {
    place,
    async write(list) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const clear = new TextEncoder().encode(JSON.stringify(list));
      const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, clear));
      let data = "";
      for (let at = 0; at < sealed.length; at += 8192) data += String.fromCharCode(...sealed.subarray(at, at + 8192));
      try {
        localStorage.setItem(place, JSON.stringify({ at: Date.now(), iv: text(iv), data: btoa(data) }));
      } catch {
        // The browser has no room. The form itself still has every word.
      }
    },
    async read() {
      try {
        const { at, iv, data } = JSON.parse(localStorage.getItem(place));
        const clear = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, key, bytes(data));
        return { at, list: JSON.parse(new TextDecoder().decode(clear)) };
      } catch {
        return null;
      }
    },
    drop: () => localStorage.removeItem(place),
  };
}

function dropOld() {
  for (const place of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    const at = Number(localStorage.getItem(place).match(/"at":(\d+)/)?.[1] ?? 0);
    if (Date.now() - at > DAYS * 86_400_000) localStorage.removeItem(place);
  }
}

/* The page after a submit says whether it was saved. */
function dropSaved() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent && document.querySelector(".messages .success, .messages .warning")) localStorage.removeItem(sent);
}

function offer({ at, list }, store) {
  const box = document.createElement("div");
  Object.assign(box, { id: "plenary-copy", className: "plenary-copy" });
  box.setAttribute("role", "status");
  const when = new Date(at).toLocaleString(document.documentElement.lang || "en", {
    dateStyle: "long",
    timeStyle: "short",
  });
  const show = Object.assign(document.createElement("button"), { type: "button", className: "button button-small" });
  show.textContent = "Show it";
  show.addEventListener("click", () => showAgain(list, store));
  const drop = Object.assign(show.cloneNode(), { className: "button button-small button-secondary" });
  drop.textContent = "Throw it away";
  drop.addEventListener("click", () => {
    store.drop();
    box.remove();
  });
  box.append(`On ${when} you typed something here that was not saved. `, show, " ", drop);
  form.before(box);
}

function showAgain(list, store) {
  const sender = Object.assign(document.createElement("form"), { method: "post", hidden: true });
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  for (const [name, value] of [...list, ["csrfmiddlewaretoken", token], ["plenary-copy", "1"]]) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value });
    sender.append(field);
  }
  document.body.append(sender);
  sessionStorage.setItem(SHOWN, store.place);
  window.onbeforeunload = null;
  sender.submit();
}

async function keepCopies() {
  const store = await openStore();
  if (!store) return;
  const isShown = sessionStorage.getItem(SHOWN) === store.place;
  sessionStorage.removeItem(SHOWN);
  let saved = stateOf(entries());
  const copy = isShown ? null : await store.read();
  if (copy && stateOf(copy.list) !== saved) offer(copy, store);
  const keep = async () => {
    const list = entries();
    const state = stateOf(list);
    if (state === saved) return;
    saved = state;
    document.getElementById("plenary-copy")?.remove();
    await store.write(list);
  };
  setInterval(keep, 1000);
  document.addEventListener("visibilitychange", keep);
  document.addEventListener("w-autosave:success", () => {
    saved = stateOf(entries());
    store.drop();
  });
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, store.place));
}

dropOld();
dropSaved();
if (form && crypto.subtle) addEventListener("load", () => setTimeout(keepCopies, 300));
