// A draft, for the editor who opened it: the page asks again and again what it looks like now.
const { api } = document.currentScript.dataset;
const EVERY = 500; // milliseconds between two questions, when the editor's panel has not said to ask
const PAUSE = 5000; // milliseconds after a question that failed
const KEPT = "plenary-preview";
const draft = document.getElementById("Draft");

// In the panel beside the form: what the page says to the editor, and hears when something was typed.
const tell = (message) => parent !== window && parent.postMessage(message, api);
let nextChange = Promise.withResolvers();
addEventListener("message", ({ origin, data }) => {
  if (origin !== api) return;
  if (data?.plenary === "changed") nextChange.resolve();
  if (data?.plenary === "field") mark(data);
});

// A link would lead out of the draft, and there is no way back. It opens in a tab of its own.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link?.getAttribute("href").startsWith("#")) return;
  if (link) {
    event.preventDefault();
    open(link.href, "_blank", "noopener");
    return;
  }
  const part = event.target.closest("[data-field]");
  if (!part || parent === window) return;
  const row = event.target.closest(ROW);
  const text = row && row !== part && part.contains(row) ? wordsOf(row) : "";
  tell({ plenary: "edit", field: fieldsOf(part)[0], block: part.dataset.block, text });
});
document.addEventListener("submit", ({ target }) => target.setAttribute("target", "_blank"));
draft.classList.toggle("in-panel", parent !== window);

// A row of a list: a person, a session, a source.
const ROW = "li, blockquote, .action";
const wordsOf = (row) => row.textContent.replace(/\s+/g, " ").trim();

// The fields of the document that a part shows.
const fieldsOf = (part) => part.dataset.field.split(" ");

// The parts of the page that show the place with the focus: a block of a text, a row of a list, or a field.
// scrollIntoView would scroll the form, too.
let marked = {};
function mark(place) {
  const first = markIn(draft, place);
  const isOther = JSON.stringify(place) !== JSON.stringify(marked);
  if (first && isOther) scrollTo({ top: scrollY + first.getBoundingClientRect().top - innerHeight / 4 });
  marked = place;
}

function markIn(root, { field, block, titles = [] }) {
  const parts = [...root.querySelectorAll("[data-field]")];
  const blocks = parts.filter((part) => block && part.dataset.block === block);
  const shown = blocks.length ? blocks : parts.filter((part) => fieldsOf(part).includes(field));
  const rows = shown.flatMap((part) => [...part.querySelectorAll(ROW)]);
  // The longest title says the most: the name of a session more than its hour.
  const [row] = [...titles]
    .sort((one, other) => other.length - one.length)
    .flatMap((title) => rows.filter((row) => wordsOf(row).includes(title)));
  const edited = row ? [row] : shown;
  for (const part of root.querySelectorAll(".edited")) part.classList.remove("edited");
  for (const part of edited) part.classList.add("edited");
  return edited[0];
}

begin();

async function begin() {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  history.replaceState(history.state, "", location.pathname);
  if (code && !(await exchange(code))) return end();
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!kept) return end();
  sayUntil(kept.expires_at);
  tell({ plenary: "following" });
  follow(kept.token);
}

async function exchange(code) {
  const answer = await fetch(`${api}/api/v1/preview/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ code }),
  });
  if (!answer.ok) return false;
  const { token, expires_at, userbar } = await answer.json();
  sessionStorage.setItem(KEPT, JSON.stringify({ token, expires_at }));
  addUserbar(userbar);
  return true;
}

// The site renders the draft, with the templates of its pages. The token is in no address.
function look(token, version) {
  const headers = { Authorization: `Bearer ${token}`, ...(version && { "If-None-Match": version }) };
  return fetch(location.pathname, { method: "POST", headers, cache: "no-store" }).catch(() => null);
}

async function follow(token) {
  let version = "";
  for (;;) {
    const answer = await look(token, version);
    if (answer?.status === 404) {
      tell({ plenary: "ended" });
      return end();
    }
    if (answer?.status === 200) {
      version = answer.headers.get("ETag");
      show(await answer.json());
      tell({ wagtail: { type: "w-userbar:axe-ready" } }); // what is shown now can be checked
    }
    await (answer && answer.status < 400 ? change() : new Promise((resolve) => setTimeout(resolve, PAUSE)));
  }
}

async function change() {
  do {
    await Promise.race([nextChange.promise, new Promise((resolve) => setTimeout(resolve, EVERY))]);
  } while (document.hidden);
  nextChange = Promise.withResolvers();
}

// The place in the page stays: only what is in it changes.
function show({ title, locale, html }) {
  document.title = `Preview: ${title}`;
  document.documentElement.lang = locale;
  const parsed = new DOMParser().parseFromString(html, "text/html");
  markIn(parsed, marked);
  draft.replaceChildren(...parsed.body.childNodes);
}

function end() {
  document.getElementById("Note").hidden = true;
  draft.replaceChildren(document.getElementById("Ended").content.cloneNode(true));
}

function sayUntil(time) {
  const until = new Date(time).toLocaleTimeString("en-GB", { timeStyle: "short" });
  document.getElementById("Note").append(` It stays open until ${until}.`);
}

// Wagtail's user bar, with its content checks. A script that is set as HTML does not run.
function addUserbar(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const node of [...parsed.querySelectorAll("head > *, body > *")]) {
    if (node.tagName !== "SCRIPT") document.body.append(document.importNode(node, true));
    else if (node.src.startsWith(`${api}/static/`)) {
      document.body.append(Object.assign(document.createElement("script"), { src: node.src }));
    }
  }
}
