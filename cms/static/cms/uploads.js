/* Save all uploads of a list at once. Wagtail has a button for each. */
const FORMS = "#upload-list li form";

function offerToSaveAll(list) {
  let button = document.getElementById("plenary-save-all");
  if (!button) {
    button = document.createElement("button");
    Object.assign(button, { id: "plenary-save-all", type: "button", className: "button", textContent: "Save all" });
    button.addEventListener("click", () => {
      for (const form of document.querySelectorAll(FORMS)) form.querySelector("[type=submit]").click();
    });
    list.before(button);
  }
  button.hidden = document.querySelectorAll(FORMS).length < 2;
}

document.addEventListener("DOMContentLoaded", () => {
  const list = document.getElementById("upload-list");
  if (list) new MutationObserver(() => offerToSaveAll(list)).observe(list, { childList: true, subtree: true });
});
