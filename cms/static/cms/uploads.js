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

/* A browser cannot show HEIC and TIFF by itself. Somebody who describes the picture has to see it. */
function showPictures(list) {
  for (const field of list.querySelectorAll("[data-picture]")) {
    const thumb = field.closest("li.row")?.querySelector(".thumb:not(:has(img, canvas))");
    thumb?.replaceChildren(Object.assign(new Image(), { src: field.dataset.picture, alt: "" }));
    thumb?.classList.add("hasthumb");
  }
}

/* Wagtail calls it an error of the server, and asks to report it. */
function sayWhoIsSignedOut(list) {
  for (const error of list.querySelectorAll(".upload-server-error .server-error")) {
    if (error.querySelector(".error-code")?.textContent === "403") {
      error.textContent = "This file is not here: you are signed out. Sign in again, and choose it once more.";
    }
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const list = document.getElementById("upload-list");
  if (!list) return;
  const follow = () => {
    offerToSaveAll(list);
    showPictures(list);
    sayWhoIsSignedOut(list);
  };
  new MutationObserver(follow).observe(list, { childList: true, subtree: true });
});
