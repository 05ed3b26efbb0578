/* Update the preview within a second. Wagtail checks every half second and then reloads the page. Here it
   checks every 100 ms, and a front end that can update itself gets a message instead. */
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form[data-controller~='w-unsaved']");
    if (form) form.dataset.wUnsavedCheckIntervalValue = "100";
  });

  let follower = null; // the page in the panel that updates itself
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
