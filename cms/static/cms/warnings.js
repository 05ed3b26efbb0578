/* Show the number of warnings beside the button that publishes, with a link to them. */
function countWarnings() {
  const panel = document.querySelector("[data-plenary-warnings]");
  const footer = document.querySelector("footer.footer .footer__container, .w-bottom-actions, footer");
  if (!panel || !footer) return;
  const count = Number(panel.dataset.plenaryWarnings);
  const toggle = document.querySelector('[data-side-panel-toggle="warnings"]');
  const counter = toggle?.querySelector("[data-side-panel-toggle-counter]");
  if (counter) {
    toggle.setAttribute("aria-label", `Toggle the warnings before publishing: ${count}`);
    counter.textContent = count;
    counter.hidden = count === 0;
  }
  let link = document.getElementById("plenary-warnings-link");
  if (!link) {
    link = document.createElement("button");
    link.id = "plenary-warnings-link";
    link.type = "button";
    link.className = "plenary-warnings-link";
    link.addEventListener("click", () =>
      document.querySelector('[data-side-panel-toggle="warnings"]')?.click(),
    );
    footer.append(link);
  }
  link.hidden = count === 0;
  link.textContent =
    count === 1 ? "1 warning before publishing" : `${count} warnings before publishing`;
}

document.addEventListener("DOMContentLoaded", () => {
  countWarnings();
  const panel = document.querySelector('[data-side-panel="warnings"]');
  if (panel) new MutationObserver(countWarnings).observe(panel, { childList: true, subtree: true });
});
