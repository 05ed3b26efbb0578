// A draft, for the editor who opened it: live while it is written.
import { documentPage, h, ORIGIN, Problem, read, show } from "/main.js";

const EVERY = 500; // milliseconds between two looks, when the editor's panel has not said to look
const KEPT = "plenary-preview";
const words = { title: "This preview has ended", content: [h("div", { class: "prose" }, h("h1", {}, "This preview has ended"),
  h("p", {}, "A preview lasts 30 minutes, and ends when a newer draft is saved or its editor signs out."),
  h("p", {}, "Go back to the editor and open it again."))] };

export async function page() {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  history.replaceState(history.state, "", location.pathname);
  try {
    if (code) await exchange(code);
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (!kept) return words;
    const { answer, body } = await look(kept.token, "");
    follow(kept, answer.headers.get("ETag"));
    return await drawn(body, kept);
  } catch (problem) {
    if (problem.status === 404 || problem.status === 400) return words;
    throw problem;
  }
}

async function exchange(code) {
  const given = await read("preview/", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ code }) });
  sessionStorage.setItem(KEPT, JSON.stringify({ token: given.token, expires_at: given.expires_at }));
  addUserbar(given.userbar);
}

const look = (token, version) => read("preview/", { whole: true, cache: "no-store",
  headers: { Authorization: `Bearer ${token}`, ...(version && { "If-None-Match": version }) } });

async function drawn(document, { expires_at }) {
  const page = await documentPage(document);
  const until = new Date(expires_at).toLocaleTimeString("en-GB", { timeStyle: "short" });
  const banner = h("p", { class: "banner", role: "note" }, `Preview: this is a draft. It stays open until ${until}.`);
  return { ...page, title: `Preview: ${page.title}`, content: [banner, ...page.content] };
}

async function follow(kept, version) {
  tell({ plenary: "following" });
  while (location.pathname === "/preview/") {
    await change();
    if (document.hidden) continue;
    try {
      const { answer, body } = await look(kept.token, version);
      if (answer.status === 304) continue;
      version = answer.headers.get("ETag");
      show(await drawn(body, kept), { keepPlace: true });
      tell({ wagtail: { type: "w-userbar:axe-ready" } }); // what is shown now can be checked
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.status === 404) {
        tell({ plenary: "ended" });
        return show(words);
      }
      await new Promise((resolve) => setTimeout(resolve, 5000));
    }
  }
}

// In the panel beside the form: what the page says to the editor, and hears when something was typed.
const tell = (message) => parent !== window && parent.postMessage(message, ORIGIN);

let told = Promise.withResolvers();
addEventListener("message", ({ origin, data }) => origin === ORIGIN && data?.plenary === "changed" && told.resolve());

async function change() {
  await Promise.race([told.promise, new Promise((resolve) => setTimeout(resolve, EVERY))]);
  told = Promise.withResolvers();
}

// Wagtail's user bar, with its content checks. A script that is set as HTML does not run.
function addUserbar(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const node of [...parsed.querySelectorAll("head > *, body > *")]) {
    if (node.tagName !== "SCRIPT") document.body.append(document.importNode(node, true));
    else if (node.src.startsWith(`${ORIGIN}/static/`)) document.body.append(h("script", { src: node.src }));
  }
}
