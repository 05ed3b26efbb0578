/* A panel that is only about something else appears when that is filled in. What it holds stays. */
function showWhatMatters() {
  for (const panel of document.querySelectorAll("[data-matters-for]")) {
    const field = document.querySelector(`[name="${panel.dataset.mattersFor}"]`);
    if (!field) continue;
    const values = panel.dataset.mattersWhen?.split(" ");
    const matters = values ? values.includes(field.value) : field.value !== "";
    const holds = [...panel.querySelectorAll("input, textarea, select")].some((each) =>
      each.type === "checkbox" ? each.checked : each.type !== "hidden" && each.value !== "");
    panel.hidden = !matters && !holds && !panel.querySelector(".error-message");
  }
}

document.addEventListener("DOMContentLoaded", showWhatMatters);
document.addEventListener("input", showWhatMatters);
document.addEventListener("change", showWhatMatters);
document.addEventListener("w-formset:added", showWhatMatters);
