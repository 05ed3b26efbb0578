/* Beside the button that publishes: how much there is to look at first, and a way there. */
function countWarnings() {
  const panel = document.querySelector("[data-plenary-warnings]");
  const footer = document.querySelector("footer.footer .footer__container, .w-bottom-actions, footer");
  if (!panel || !footer) return;
  const count = Number(panel.dataset.plenaryWarnings);
  const toggle = document.querySelector('[data-side-panel-toggle="warnings"]');
  const counter = toggle?.querySelector("[data-side-panel-toggle-counter]");
  if (counter) {
    toggle.setAttribute("aria-label", `Toggle what to look at before publishing: ${count}`);
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
    count === 1 ? "1 thing to look at before publishing" : `${count} things to look at before publishing`;
}

document.addEventListener("DOMContentLoaded", () => {
  countWarnings();
  const place = document.querySelector('[data-side-panel="warnings"]');
  if (place) new MutationObserver(countWarnings).observe(place, { childList: true, subtree: true });
});
