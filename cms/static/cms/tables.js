/* Tables of a form: the keys of a spreadsheet, rows pasted from one, and a button for the fields that have no cell. */
import { showHours } from "./hours.js";
import { askAbout, post, showMissing, showNames } from "./names.js";

const TABLE = "[data-plenary-table]";
const ROW = "[data-inline-panel-child]:not(.deleted)";
const CELLS = "input:not([type=hidden]):not([hidden]), select";

const rowsOf = (table) => [...table.querySelectorAll(ROW)];
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

/* A new row at the end, with the focus in it. It begins on the day of the row before. */
function addRow(table) {
  const panel = new InlinePanel(JSON.parse(table.dataset.options), false);
  const before = rowsOf(table).at(-1);
  panel.addForm();
  const row = rowsOf(table).at(-1);
  if (field(row, "start")) {
    row.dataset.plenaryDay = before?.dataset.plenaryDay ?? "";
    showHours(row);
  }
  return row;
}

function move(target, step) {
  const row = target.closest(ROW);
  const table = row.closest(TABLE);
  const place = [...row.querySelectorAll(CELLS)].indexOf(target);
  const cell = target.closest(".plenary-cell");
  const rows = rowsOf(table);
  const next = rows[rows.indexOf(row) + step] ?? (step > 0 && table.dataset.plenaryTable === "programme" && addRow(table));
  if (!next) return;
  const cells = [...next.querySelectorAll(CELLS)];
  const same = [...next.querySelectorAll(".plenary-cell")][[...row.querySelectorAll(".plenary-cell")].indexOf(cell)];
  const isNames = target.classList.contains("plenary-names__next");
  (isNames ? same?.querySelector(".plenary-names__next") : cells[place])?.focus();
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (!target.matches(CELLS) || !target.closest(`${TABLE} .plenary-cell`) || event.isComposing) return;
  const isText = target.matches("input[type=text], input:not([type])");
  if (key === "Enter") {
    event.preventDefault();
    move(target, event.shiftKey ? -1 : 1);
  } else if (isText && !target.hasAttribute("list") && (key === "ArrowDown" || key === "ArrowUp")) {
    event.preventDefault();
    const step = key === "ArrowDown" ? 1 : -1;
    const rows = rowsOf(target.closest(TABLE));
    if (rows[rows.indexOf(target.closest(ROW)) + step]) move(target, step);
  }
});

function isEmpty(row) {
  return !field(row, "title")?.value && !field(row, "start")?.value && !field(row, "people")?.value;
}

function fillSession(row, values) {
  for (const [name, value] of Object.entries(values)) {
    const target = field(row, name === "kind" ? "item_kind" : name);
    if (!target) continue;
    target.value = value;
    target.dispatchEvent(new Event("change", { bubbles: true }));
  }
  showHours(row);
  for (const names of row.querySelectorAll("textarea[data-plenary-names]")) showNames(names);
}

async function pasteSessions(table, text, target) {
  const row = target.closest(ROW);
  const when = document.querySelector("[data-reads-dates]")?.value ?? "";
  const day = row?.dataset.plenaryDay || (row && field(row, "start").value.split(" ")[0]) || "";
  const answer = await post(table.dataset.rows, { text, day, when, locale: table.dataset.locale });
  if (!answer) return note(table, ["The server does not answer. Paste again in a moment."]);
  let place = row && isEmpty(row) ? row : null;
  const filled = [];
  for (const values of answer.rows) {
    const next = place ?? addRow(table);
    fillSession(next, values);
    filled.push(next);
    place = null;
  }
  note(table, [`${answer.rows.length} ${answer.rows.length === 1 ? "row" : "rows"} pasted.`, ...answer.notes]);
  await askAbout(filled.flatMap((row) => [...row.querySelectorAll("textarea[data-plenary-names]")]));
}

async function pastePeople(table, text) {
  const answer = await post(table.dataset.rows, { text, table: "appearances", locale: table.dataset.locale });
  if (!answer) return note(table, ["The server does not answer. Paste again in a moment."]);
  const options = JSON.parse(table.dataset.options);
  const widget = window.telepath.unpack(JSON.parse(document.getElementById(`${options.formsetPrefix}-CHOOSER_WIDGET`).textContent));
  const chosenKeys = new Set(rowsOf(table).map((row) => field(row, options.chooserFieldName).value));
  const people = answer.rows.filter(({ pk }) => pk !== null && !chosenKeys.has(String(pk)));
  for (const person of people) {
    const row = addRow(table);
    const chosen = widget.getById(field(row, options.chooserFieldName).id);
    chosen.setStateFromModalData({ id: person.pk, string: person.name.replace(/ \[\d+\]$/, "") });
    for (const name of ["capacity", "role_then", "affiliation_then"]) if (person[name]) field(row, name).value = person[name];
  }
  const several = answer.rows.filter(({ offers }) => offers.length > 1);
  note(table, [`${people.length} ${people.length === 1 ? "person" : "people"} added.`,
    ...several.map(({ name }) => `Several are named ${name}: choose one with “Add person”.`)]);
  const missing = answer.rows.filter(({ offers }) => !offers.length).map(({ name }) => name);
  showMissing(table, [...new Set(missing)], () => pastePeople(table, text));
}

function note(table, sentences) {
  let place = table.querySelector(".plenary-notes");
  if (!place) {
    place = Object.assign(document.createElement("p"), { className: "plenary-notes" });
    place.setAttribute("role", "status");
    table.append(place);
  }
  place.textContent = sentences.join(" ");
}

document.addEventListener("paste", (event) => {
  const table = event.target.closest?.(TABLE);
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!table || event.target.closest(".plenary-row__rest") || !/[\t\n]/.test(text.trim())) return;
  if (!["programme", "appearances"].includes(table.dataset.plenaryTable)) return;
  event.preventDefault();
  if (table.dataset.plenaryTable === "programme") pasteSessions(table, text, event.target);
  else pastePeople(table, text);
});

function addMoreButton(row) {
  const rest = row.querySelector(".plenary-row__rest:not(.w-hidden)");
  const controls = row.querySelector(".plenary-row__controls");
  if (!rest || !controls || controls.querySelector("[data-plenary-more]")) return;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "⋯", title: "More fields", className: "plenary-more" });
  button.dataset.plenaryMore = "";
  const show = (isShown) => {
    rest.hidden = !isShown;
    button.setAttribute("aria-expanded", String(isShown));
  };
  const hasError = Boolean(rest.querySelector(".error-message"));
  button.addEventListener("click", () => show(rest.hidden));
  show(hasError);
  controls.prepend(button);
}

document.addEventListener("w-formset:added", ({ target }) => {
  if (target.closest(TABLE)) addMoreButton(target);
});
document.addEventListener("DOMContentLoaded", () => {
  for (const row of document.querySelectorAll(`${TABLE} ${ROW}`)) addMoreButton(row);
});
