/* Say what autosave has left out: the server saves a draft without the values that it refuses, see
   `cms/admin/autosave.py`. They stay in the form, and leaving it asks first. */
const line = document.createElement("p");
line.setAttribute("role", "status");
let isIncomplete = false;

/* The corner of the form with what its editor has to know. A new form has none yet. */
function corner() {
  const notes = document.getElementById("plenary-notes");
  if (notes) return notes;
  const added = Object.assign(document.createElement("div"), { id: "plenary-notes" });
  document.body.append(added);
  return added;
}

function messageAt(name) {
  const place = document.querySelector(`[name="${CSS.escape(name)}"]`);
  return place?.closest("[data-field]")?.querySelector("[data-field-errors]");
}

function show(leftOut) {
  for (const message of document.querySelectorAll(".plenary-not-saved")) message.remove();
  isIncomplete = leftOut.length > 0;
  const labels = [...new Set(leftOut.map(({ label }) => label).filter(Boolean))];
  const names = labels.map((label) => `‘${label}’`).join(", ") || "one row";
  const message = isIncomplete ? `Everything is saved except ${names}. What you typed there stays in this form.` : "";
  if (line.textContent !== message) line.textContent = message;
  for (const { name, message: reason, code } of leftOut) {
    const place = messageAt(name);
    // What is only missing so far is no mistake, and a form that was refused has its messages.
    if (!place || code === "required" || place.textContent.includes(reason)) continue;
    const error = Object.assign(document.createElement("p"), { textContent: reason });
    error.className = "error-message plenary-not-saved";
    place.append(error);
  }
}

/* A form that comes back with what was typed saves once by itself. Wagtail then no longer looks for changes in it,
   until another interval makes it begin again. */
const form = document.querySelector("form[data-edit-form]");
let isWatched = form?.dataset.wUnsavedForceValue !== "true";
let sent = "";
const contents = (data) => JSON.stringify([...data].filter(([name]) => !/revision|^csrf/.test(name)));

document.addEventListener("w-autosave:save", ({ detail }) => {
  sent = contents(detail.formData);
});
document.addEventListener("w-autosave:success", ({ detail }) => {
  show(detail.data.left_out ?? []);
  if (isWatched) return;
  isWatched = true;
  form.dataset.wUnsavedCheckIntervalValue = "501";
  // Words that were typed while it was saved.
  if (contents(new FormData(form)) !== sent) form.dispatchEvent(new CustomEvent("w-unsaved:add", { cancelable: true }));
});
addEventListener("beforeunload", (event) => {
  if (isIncomplete) event.preventDefault();
});
document.addEventListener("submit", () => {
  isIncomplete = false;
});
if (form) corner().append(line);
