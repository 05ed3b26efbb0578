/* A preview follows within a second only when what is typed is noticed soon, and when the page is not
   loaded anew for it: Wagtail looks every half second, and then waits for as long again. */
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form[data-controller~='w-unsaved']");
    if (form) form.dataset.wUnsavedCheckIntervalValue = "100";
  });

  let follower = null; // the page in the panel that has said that it follows by itself
  const mode = () => document.querySelector("[data-w-preview-target=mode]")?.value;

  addEventListener("message", ({ data, origin, source }) => {
    if (data?.plenary === "following") follower = { page: source, origin, mode: mode() };
    else if (source === follower?.page && data?.plenary === "ended") follower = null;
  });

  document.addEventListener("w-preview:load", (event) => {
    const frame = document.getElementById("w-preview-iframe");
    if (!follower || frame?.contentWindow !== follower.page || mode() !== follower.mode) return;
    event.preventDefault();
    follower.page.postMessage({ plenary: "changed" }, follower.origin);
  });
})();
