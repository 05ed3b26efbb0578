/* Paste a page into a text: the server makes blocks of it, and the editor looks at them before they are taken. */
const template = document.getElementById("plenary-paste");
// What a paragraph cannot hold. Word makes its lists of paragraphs.
const STRUCTURE = "h1, h2, h3, h4, h5, h6, table, li, blockquote, [style*='mso-list'], .MsoQuote, .MsoTitle";
const NOT_SENT = "style, script, link, meta, title, xml";
const BODY = "body-root"; // the element that Wagtail makes of the field “body”
const FAILED = "Plenary could not read the page. Try again, or paste a smaller part of it.";

const root = () => document.getElementById(BODY);
const pageOf = () => location.pathname.match(/(\d+)\/(?:edit\/)?$/)?.[1] ?? "";

/* The HTML without styles and pictures, which the server does not read, and which can be very large. */
function lean(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const element of body.querySelectorAll(NOT_SENT)) element.remove();
  for (const picture of body.querySelectorAll("img")) {
    picture.removeAttribute("src");
    picture.removeAttribute("srcset");
  }
  return body;
}

async function ask(values) {
  const form = new FormData();
  form.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  form.append("page", pageOf());
  for (const [name, value] of values) form.append(name, value);
  try {
    const response = await fetch(template.dataset.url, { method: "POST", body: form });
    return await response.json();
  } catch {
    return { problem: FAILED };
  }
}

function build() {
  const parts = template.content.cloneNode(true);
  const dialog = parts.querySelector("dialog");
  const open = parts.querySelector("[data-paste-open]");
  const zone = dialog.querySelector("[contenteditable]");
  const preview = dialog.querySelector("[data-paste-preview]");
  const problem = dialog.querySelector("[data-paste-problem]");
  const take = dialog.querySelector("[data-paste-take]");
  let pasted = [];
  let target = null; // the block that was pasted into, or null for the end of the text

  const ticked = () => [...preview.querySelectorAll("[name=take]:checked")].map(({ value }) => ["take", value]);

  function count() {
    const { length } = ticked();
    take.hidden = !preview.hasChildNodes();
    take.disabled = !length;
    take.textContent = `Take ${length} ${length === 1 ? "block" : "blocks"}`;
  }

  function say(message) {
    problem.textContent = message ?? "";
    problem.hidden = !message;
  }

  function show(block) {
    target = block;
    pasted = [];
    preview.replaceChildren();
    zone.hidden = false;
    say();
    count();
    if (!dialog.open) dialog.showModal();
    zone.focus();
  }

  async function look(html, text) {
    pasted = [["html", html], ["text", text]];
    zone.setAttribute("aria-busy", "true");
    const answer = await ask(pasted);
    zone.removeAttribute("aria-busy");
    say(answer.problem ?? (answer.preview ? "" : FAILED));
    preview.innerHTML = answer.preview ?? "";
    zone.hidden = Boolean(answer.preview);
    count();
    if (answer.preview) take.focus();
  }

  function insert(blocks) {
    const stream = root().rootBlock;
    const at = target ? stream.children.indexOf(target) : -1;
    let place = at < 0 ? stream.children.length : at + 1;
    for (const block of blocks) {
      stream.insert(block, place, { animate: false });
      place += 1;
    }
    // Nothing was written into the paragraph that was pasted into.
    if (at >= 0 && target.type === "paragraph" && !target.block.getTextLabel({})) stream.deleteBlock(at, { animate: false });
  }

  open.addEventListener("click", () => show(null));
  preview.addEventListener("change", count);
  zone.addEventListener("input", () => zone.replaceChildren());
  zone.addEventListener("paste", (event) => {
    event.preventDefault();
    const html = event.clipboardData.getData("text/html");
    look(html ? lean(html).innerHTML : "", event.clipboardData.getData("text/plain"));
  });
  take.addEventListener("click", async () => {
    take.disabled = true;
    const answer = await ask([...pasted, ...ticked()]);
    count();
    if (!answer.blocks) return say(answer.problem ?? FAILED);
    insert(answer.blocks);
    dialog.close();
  });
  document.body.append(dialog);
  root().before(open);
  return { show, look };
}

/* A page that is pasted into a paragraph has more in it than a paragraph can hold. */
function catchPaste({ show, look }) {
  root().addEventListener(
    "paste",
    (event) => {
      const html = event.clipboardData?.getData("text/html");
      if (!html || !event.target.closest(".public-DraftEditor-content")) return;
      const body = lean(html);
      if (!body.querySelector(STRUCTURE)) return;
      event.preventDefault();
      event.stopPropagation();
      const child = root().rootBlock.children.find(({ element }) => element.contains(event.target));
      show(child ?? null);
      look(body.innerHTML, "");
    },
    true,
  );
}

function start() {
  if (!template || !root()) return false;
  catchPaste(build());
  return true;
}

if (!start()) {
  const waiting = new MutationObserver(() => start() && waiting.disconnect());
  if (template && document.getElementById("body")) waiting.observe(document.body, { childList: true, subtree: true });
}
