/* The title of each row of a list, which is all that shows of it when it is collapsed. */
const TITLE = "[data-plenary-row-title]";
const LENGTH = 80;

function titleOf(row) {
  const texts = [];
  for (const field of row.querySelectorAll("input:not([type=hidden]), select, textarea, [data-chooser-title]")) {
    if (!field.closest(".w-panel__content")) continue;
    const text = field.matches("[data-chooser-title]")
      ? field.textContent
      : field.matches("select")
        ? field.value && field.selectedOptions[0]?.textContent
        : field.type === "checkbox" ? "" : field.value;
    if (text?.trim()) texts.push(text.trim());
    if (texts.length === 2) break;
  }
  return texts.join(" · ").slice(0, LENGTH);
}

function showTitles(within = document) {
  for (const title of within.querySelectorAll(TITLE)) {
    title.textContent = titleOf(title.closest("[data-inline-panel-child]"));
  }
}

function showTitleAround({ target }) {
  const row = target.closest?.("[data-inline-panel-child]");
  if (row) showTitles(row);
}

for (const name of ["input", "change", "w-formset:added"]) document.addEventListener(name, showTitleAround);
document.addEventListener("DOMContentLoaded", () => showTitles());
