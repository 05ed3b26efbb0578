/* The hours of a session: a day to choose and two times to type. The fields of the form keep both as one text.

   A table of sessions without this script has “2016-01-13 09:30” in each field. */
const TABLE = "[data-plenary-table=programme]";
const OTHER = "other";
let days = []; // of the event, as the field of its date is read

const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
const control = (row, name) => row.querySelector(`[data-plenary-hours=${name}]`);

function dayName(day) {
  const date = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(date.valueOf())) return day;
  return date.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
}

/* A list of the event's days. A date field while these are not known, or for another day. */
function dayControl(name, label, day, none) {
  const isList = days.length > 0;
  const element = document.createElement(isList ? "select" : "input");
  element.dataset.plenaryHours = name;
  element.setAttribute("aria-label", label);
  if (isList) {
    const all = [...new Set([...days, ...(day ? [day] : [])])].sort();
    element.append(new Option(none, ""), ...all.map((date) => new Option(dayName(date), date)), new Option("Another day…", OTHER));
  } else {
    element.type = "date";
  }
  element.value = day;
  return element;
}

function timeControl(name, label, time) {
  const element = document.createElement("input");
  Object.assign(element, { type: "text", value: time, placeholder: "00:00", autocomplete: "off", maxLength: 11 });
  element.dataset.plenaryHours = name;
  element.setAttribute("aria-label", label);
  return element;
}

export function clock(text) {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*h?\s*(am|pm)?$/i.exec(text.trim());
  if (!match) return text.trim();
  const half = match[3]?.toLowerCase();
  const hour = half ? (Number(match[1]) % 12) + (half === "pm" ? 12 : 0) : Number(match[1]);
  return `${String(hour).padStart(2, "0")}:${match[2] ?? "00"}`;
}

const parts = (text) => (/^\d+-/.test(text) ? [text.split(" ")[0], text.split(" ").slice(1).join(" ")] : ["", text]);

export function showHours(row) {
  const start = field(row, "start");
  const end = field(row, "end");
  if (!start || !end) return;
  const [day, from] = parts(start.value);
  const [lastDay, to] = parts(end.value);
  let box = row.querySelector(".plenary-hours");
  if (!box) {
    box = document.createElement("div");
    box.className = "plenary-hours";
    start.before(box);
    start.hidden = true;
    end.closest(".plenary-cell").classList.add("plenary-cell--replaced");
  }
  const chosenDay = day || row.dataset.plenaryDay || "";
  row.dataset.plenaryDay = chosenDay;
  const last = document.createElement("label");
  last.className = "plenary-hours__last";
  last.append("Ends on ", dayControl("last", "Ends on", lastDay === chosenDay ? "" : lastDay, "the same day"));
  box.replaceChildren(
    dayControl("day", "Day", chosenDay, "Day"),
    timeControl("from", "Begins", from),
    timeControl("to", "Ends", to),
  );
  row.querySelector(".plenary-hours__last")?.remove();
  row.querySelector(".plenary-row__rest")?.append(last);
}

function writeHours(row) {
  const value = (name) => control(row, name)?.value ?? "";
  const [from, to] = [clock(value("from")), clock(value("to"))];
  row.dataset.plenaryDay = value("day");
  field(row, "start").value = from ? `${value("day")} ${from}`.trim() : "";
  field(row, "end").value = to ? `${value("last") || value("day")} ${to}`.trim() : "";
}

document.addEventListener("input", ({ target }) => {
  const row = target.dataset?.plenaryHours && target.closest("[data-inline-panel-child]");
  if (row && target.value !== OTHER) writeHours(row);
});

document.addEventListener("change", ({ target }) => {
  const name = target.dataset?.plenaryHours;
  const row = name && target.closest("[data-inline-panel-child]");
  if (!row) return;
  if (target.value === OTHER) {
    const listedDays = days;
    days = [];
    const dateField = dayControl(name, target.getAttribute("aria-label"), "", "");
    days = listedDays;
    target.replaceWith(dateField);
    dateField.focus();
  } else if (name === "from" || name === "to") {
    target.value = clock(target.value);
  }
});

function showAll() {
  for (const row of document.querySelectorAll(`${TABLE} [data-inline-panel-child]`)) showHours(row);
}

document.addEventListener("plenary:days", ({ detail }) => {
  days = detail;
  showAll();
});
document.addEventListener("w-formset:added", ({ target }) => {
  if (target.closest(TABLE)) showHours(target);
});
document.addEventListener("DOMContentLoaded", showAll);
