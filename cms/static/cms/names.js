/* People and documents of a session by name: a chip for each line of the field, and a place to type the next. */
const FIELD = "textarea[data-plenary-names]";
const CAPACITIES = ["", "chair", "speaker", "moderator", "rapporteur", "participant"];
const LINE = new RegExp(`^(.*?)(?:\\s*\\((${CAPACITIES.slice(1).join("|")})\\))?$`, "i");
const meanings = new Map(); // a line that the archive was asked about → what it may mean

const linesOf = (field) => field.value.split("\n").map((line) => line.trim()).filter(Boolean);
const tableOf = (field) => field.closest("[data-plenary-table]");
const nameOf = (line) => LINE.exec(line)?.[1] ?? line;
const keyOf = (field, line) => `${field.dataset.plenaryNames} ${nameOf(line)}`;

export async function post(url, values) {
  const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
  const response = await fetch(url, { method: "POST", headers, body: new URLSearchParams(values) }).catch(() => null);
  return response?.ok ? response.json() : null; // without the network, the names stay as they were typed
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function showNames(field) {
  field.hidden = true;
  let box = field.parentElement.querySelector(".plenary-names");
  if (!box) {
    box = element("div", { className: "plenary-names" });
    field.before(box);
  }
  const input = box.querySelector("input.plenary-names__next") ?? nextInput(field);
  input.placeholder = field.value ? "+" : "Add…";
  box.replaceChildren(...linesOf(field).map((line, number) => chip(field, line, number)), input);
}

function chip(field, line, number) {
  const [, name, capacity] = LINE.exec(line) ?? [line, line, ""];
  const meant = meanings.get(keyOf(field, line));
  const unknown = meant !== undefined && meant.pk === null;
  const remove = element("button", { type: "button", textContent: "×", title: `Remove ${name}` });
  remove.addEventListener("click", () => change(field, (lines) => lines.splice(number, 1)));
  const parts = [element("span", { textContent: name.replace(/ \[\d+\]$/, "") })];
  if (unknown && meant.offers.length) parts.push(offersOf(field, meant, number));
  else if (field.dataset.plenaryNames === "person") parts.push(capacitiesOf(field, name, capacity ?? "", number));
  const made = element("span", { className: "plenary-name" }, ...parts, remove);
  made.classList.toggle("plenary-name--unknown", unknown);
  if (unknown) made.title = meant.offers.length ? "Several have this name. Choose one." : "The archive has nobody of this name.";
  return made;
}

function capacitiesOf(field, name, capacity, number) {
  const list = element("select", {}, ...CAPACITIES.map((word) => new Option(word || "–", word)));
  list.value = capacity.toLowerCase();
  list.setAttribute("aria-label", `Capacity of ${name}`);
  list.addEventListener("change", () =>
    change(field, (lines) => lines.splice(number, 1, list.value ? `${name} (${list.value})` : name)));
  return list;
}

function offersOf(field, meant, number) {
  const list = element("select", {}, new Option("Which?", ""), ...meant.offers.map((name) => new Option(name, name)));
  list.setAttribute("aria-label", `Which ${meant.name}?`);
  list.addEventListener("change", () => list.value && change(field, (lines) => lines.splice(number, 1, list.value)));
  return list;
}

function change(field, edit) {
  const lines = linesOf(field);
  edit(lines);
  field.value = lines.join("\n");
  field.dispatchEvent(new Event("change", { bubbles: true }));
  showNames(field);
  field.parentElement.querySelector(".plenary-names__next").focus();
  askAbout([field]);
}

function nextInput(field) {
  const input = element("input", { type: "text", className: "plenary-names__next", autocomplete: "off" });
  const list = element("datalist", { id: `${field.id}-offers` });
  field.parentElement.append(list);
  input.setAttribute("list", list.id);
  input.setAttribute("aria-label", `Add a ${field.dataset.plenaryNames}`);
  const take = () => {
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    change(field, (lines) => lines.push(text));
  };
  let soon = 0;
  input.addEventListener("input", () => {
    clearTimeout(soon);
    if ([...list.options].some(({ value }) => value === input.value)) take();
    else soon = setTimeout(() => offer(field, input.value, list), 150);
  });
  input.addEventListener("change", take);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && input.value.trim()) {
      event.preventDefault();
      event.stopPropagation();
      take();
    } else if (event.key === "Backspace" && !input.value && field.value) {
      change(field, (lines) => lines.pop());
    }
  });
  return input;
}

async function offer(field, text, list) {
  const { offers, locale } = tableOf(field).dataset;
  const query = new URLSearchParams({ kind: field.dataset.plenaryNames, q: text, locale });
  const response = await fetch(`${offers}?${query}`).catch(() => null);
  if (!response?.ok) return;
  list.replaceChildren(...(await response.json()).offers.map((name) => new Option(name, name)));
}

/* Ask which lines of these fields the archive knows, and offer to make the people that it does not. */
export async function askAbout(fields) {
  for (const kind of new Set(fields.map((field) => field.dataset.plenaryNames))) {
    const asked = fields.filter((field) => field.dataset.plenaryNames === kind);
    const lines = asked.flatMap((field) => linesOf(field).filter((line) => !meanings.has(keyOf(field, line))));
    if (!lines.length) continue;
    const { known: url, locale } = tableOf(asked[0]).dataset;
    const answer = await post(url, { kind, locale, lines: lines.join("\n") });
    for (const meaning of answer?.lines ?? []) meanings.set(`${kind} ${nameOf(meaning.line)}`, meaning);
  }
  for (const field of fields) showNames(field);
  if (fields.length) offerToMake(tableOf(fields[0]));
}

function offerToMake(table) {
  const fields = [...table.querySelectorAll("textarea[data-plenary-names=person]")].filter((field) => !field.closest(".deleted"));
  const missing = new Set();
  for (const field of fields) {
    for (const line of linesOf(field)) {
      const meant = meanings.get(keyOf(field, line));
      if (meant?.pk === null && !meant.offers.length) missing.add(nameOf(line));
    }
  }
  showMissing(table, [...missing], async () => {
    for (const name of missing) meanings.delete(`person ${name}`);
    await askAbout(fields);
  });
}

/* The button that makes a person of each missing name. `then` runs when they are made. */
export function showMissing(table, names, then) {
  let notice = table.querySelector(".plenary-unknown");
  if (!notice) {
    notice = element("div", { className: "plenary-unknown" });
    notice.setAttribute("role", "status");
    table.append(notice);
  }
  notice.hidden = names.length === 0;
  const label = names.length === 1 ? "Make 1 new person" : `Make ${names.length} new people`;
  const button = element("button", { type: "button", className: "button button-small button-secondary", textContent: label });
  button.addEventListener("click", async () => {
    button.disabled = true;
    const { people, locale } = table.dataset;
    if (await post(people, { locale, lines: names.join("\n") })) await then();
    else button.disabled = false;
  });
  notice.replaceChildren(`Not in the archive: ${names.join(", ")}. `, button);
}

document.addEventListener("w-formset:added", ({ target }) => {
  for (const field of target.querySelectorAll(FIELD)) showNames(field);
});
document.addEventListener("DOMContentLoaded", () => {
  const fields = [...document.querySelectorAll(FIELD)];
  for (const field of fields) showNames(field);
  askAbout(fields.filter((field) => field.closest(".plenary-cell").querySelector(".error-message")));
});
