/* A form that is being saved by itself is sent after that is done, and not beside it.

   Wagtail's autosave does not look at the buttons: “Publish” pressed while the first autosave of a
   new page is on its way would make the page a second time. */
let saving = null; // the form of an autosave on its way
let waiting = null; // what its editor asked for meanwhile: {form, submitter}

const autosaves = (form) => form.matches("[data-controller~='w-autosave']");

function stopAutosave(form) {
  form.dataset.wAutosaveActiveValue = "false";
}

/* What was saved by itself is what the form now stands for. Without this, a save by hand would be
   taken for one that began before somebody else's. */
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
    // A button that shows progress is disabled by now, and a disabled one would not be sent.
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
