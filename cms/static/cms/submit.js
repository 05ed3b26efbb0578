/* Submit a form only after its autosave has finished.

   Wagtail's autosave ignores the buttons. “Publish” during the first autosave of a new page would make
   the page a second time. */
let saving = null; // the form that is being saved
let waiting = null; // what to submit afterwards: {form, submitter}

const autosaves = (form) => form.matches("[data-controller~='w-autosave']");

function stopAutosave(form) {
  form.dataset.wAutosaveActiveValue = "false";
}

/* Write the autosaved version into the form. Without it, a later save looks like a conflict with another
   editor. */
function noteSaved(form, { revision_id, revision_created_at }) {
  if (!revision_id) return;
  const values = { loaded_revision_id: revision_id, loaded_revision_created_at: revision_created_at };
  for (const [name, value] of Object.entries(values)) {
    const fields = form.querySelectorAll(`[name="${name}"]`);
    if (!fields.length) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    for (const field of fields) field.value = value;
  }
}

document.addEventListener("w-autosave:save", (event) => {
  saving = event.target;
});

for (const end of ["success", "error"]) {
  document.addEventListener(`w-autosave:${end}`, ({ target, detail }) => {
    if (end === "success") noteSaved(target, detail.data);
    saving = null;
    if (!waiting) return;
    const { form, submitter } = waiting;
    waiting = null;
    stopAutosave(form);
    // A button with progress is disabled now. A form is not submitted with a disabled button.
    if (submitter) submitter.disabled = false;
    form.requestSubmit(submitter);
    if (submitter) submitter.disabled = true;
  });
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!autosaves(form)) return;
    if (saving === form) {
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = { form, submitter: event.submitter };
    } else {
      stopAutosave(form);
    }
  },
  true,
);
