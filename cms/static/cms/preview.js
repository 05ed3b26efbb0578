/* A preview follows within a second only when what is typed is noticed soon: Wagtail looks every half
   second, and then waits for as long again. */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-controller~='w-unsaved']");
  if (form) form.dataset.wUnsavedCheckIntervalValue = "100";
});
