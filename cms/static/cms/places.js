/* Show where the others are who have this form open, and offer to put two versions together.

   The ping of Wagtail, every ten seconds, sends the panel that has the focus here, and answers with those of the
   others. Autosave never writes over a version that somebody saved meanwhile. It stops, and this says so. */
const form = document.querySelector("form[data-edit-form]");
const pings = document.querySelector("form.w-editing-sessions");
const PANEL = "section[id^=panel-child-], section[id^=block-]";
const YOU = "You, in another window,"; // as the server says it
const STALE =
  "A newer version was saved while you typed. Autosave has stopped. What you typed is in this form, and in a copy in " +
  "this browser.";

const notes = Object.assign(document.createElement("div"), { id: "plenary-notes" });
const line = document.createElement("p");
line.setAttribute("role", "status");

function nameOf(panel) {
  const heading = panel.querySelector("[data-panel-heading-text]")?.textContent.trim();
  const name = heading || panel.querySelector("label, legend")?.textContent.replace("*", "").trim();
  const above = panel.parentElement.closest(PANEL);
  return above ? `${nameOf(above)} › ${name}` : name;
}

function markPlace(section, name) {
  const mark = section.querySelector(":scope > .plenary-place");
  if (mark) mark.textContent += `, ${name}`;
  else section.prepend(Object.assign(document.createElement("span"), { className: "plenary-place", textContent: name }));
}

function showPlaces(places) {
  for (const mark of document.querySelectorAll(".plenary-place")) mark.remove();
  const sentences = places.map(({ who, panel }) => {
    const section = document.getElementById(panel);
    const where = section ? `at ‘${nameOf(section)}’` : "in this form";
    if (section) markPlace(section, who.replace(/,$/, ""));
    return `${who} ${who === YOU ? "are" : "is"} ${where}.`;
  });
  const text = sentences.join(" ");
  if (line.textContent !== text) line.textContent = text;
}

function offerToMerge() {
  if (document.getElementById("plenary-stale")) return;
  const offer = Object.assign(document.createElement("p"), { id: "plenary-stale", textContent: STALE });
  offer.setAttribute("role", "alert");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-small" });
  button.textContent = "Put both versions together";
  button.addEventListener("click", () => form.requestSubmit());
  offer.append(" ", button);
  notes.prepend(offer);
}

if (form && pings) {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "panel" });
  pings.append(field);
  notes.append(line);
  document.body.append(notes);
  let others = false;
  let soon;
  form.addEventListener("focusin", ({ target }) => {
    const panel = target.closest(PANEL)?.id;
    if (!panel || panel === field.value) return;
    field.value = panel;
    clearTimeout(soon);
    // Nobody waits for the next ping of the clock to see it.
    if (others) soon = setTimeout(() => pings.dispatchEvent(new CustomEvent("w-session:visible")), 1000);
  });
  pings.addEventListener("w-swap:json", ({ detail }) => {
    others = detail.data.other_sessions.length > 0;
    showPlaces(detail.data.places);
  });
  document.addEventListener(
    "w-autosave:error",
    ({ detail }) => {
      if (detail.type !== "invalid_revision") return;
      detail.text = STALE;
      offerToMerge();
    },
    true,
  );
}
