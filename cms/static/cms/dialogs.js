/* Open a dialog that has an error in it, such as the schedule. Nobody would see the error in a closed one. */
document.addEventListener("w-dialog:ready", ({ target }) => {
  if (target.querySelector(".error-message")) target.dispatchEvent(new CustomEvent("w-dialog:show"));
});
