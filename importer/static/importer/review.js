/* Marks the text that a value is based on in the text of its page. */
function unmark() {
  for (const mark of document.querySelectorAll(".plenary-review__text mark")) {
    const text = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    text.normalize();
  }
}

/* `spans` is "page7:120:135 page9:0:12": offsets into the texts, as JavaScript counts characters. */
function mark(spans) {
  unmark();
  for (const span of spans.split(" ").filter(Boolean)) {
    const [page, start, end] = span.split(":");
    const text = document.getElementById(`text-${page}`);
    const range = document.createRange();
    range.setStart(text.firstChild, Number(start));
    range.setEnd(text.firstChild, Number(end));
    const highlight = document.createElement("mark");
    range.surroundContents(highlight);
    show(text, highlight);
  }
}

/* Scrolls only the text, so that the selected value stays in place. */
function show(text, highlight) {
  const [frame, place] = [text.getBoundingClientRect(), highlight.getBoundingClientRect()];
  if (place.top >= frame.top && place.bottom <= frame.bottom) return;
  text.scrollTop += place.top - frame.top - Math.max(0, (frame.height - place.height) / 3);
}

let shownVersion = null;

function markFor({ target }) {
  const version = target.closest?.("[data-spans]")
    ?? target.closest?.("[data-decision]")?.querySelector("[data-spans]");
  if (!version || version === shownVersion) return;
  shownVersion?.classList.remove("plenary-version--shown");
  shownVersion = version;
  shownVersion.classList.add("plenary-version--shown");
  mark(version.dataset.spans);
}

document.addEventListener("focusin", markFor);
document.addEventListener("click", markFor);
