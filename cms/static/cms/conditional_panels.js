/* Show a panel only while the field that it depends on has a value. A panel with content stays visible. */
function showPanels() {
  for (const panel of document.querySelectorAll("[data-depends-on]")) {
    const field = document.querySelector(`[name="${panel.dataset.dependsOn}"]`);
    if (!field) continue;
    const values = panel.dataset.dependsOnValues?.split(" ");
    const applies = values ? values.includes(field.value) : field.value !== "";
    const hasContent = [...panel.querySelectorAll("input, textarea, select")].some((input) =>
      input.type === "checkbox" ? input.checked : input.type !== "hidden" && input.value !== "");
    panel.hidden = !applies && !hasContent && !panel.querySelector(".error-message");
  }
}

document.addEventListener("DOMContentLoaded", showPanels);
document.addEventListener("input", showPanels);
document.addEventListener("change", showPanels);
document.addEventListener("w-formset:added", showPanels);
