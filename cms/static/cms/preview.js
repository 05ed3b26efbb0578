/* Update the preview within a second. Wagtail checks every half second and then reloads the page. Here it
   checks every 100 ms, and a front end that can update itself gets a message instead. A click on a part of
   the draft opens its field, and the page hears which field has the focus. */
(() => {
  // The fields of a document, where forms name them differently.
  const NAMES = {
    title: ["title", "name", "label"],
    kind: ["event_kind", "partner_kind", "reference_kind", "image_kind", "document_kind"],
    dates: ["when", "dates_stated"],
    themes: ["event_themes", "series_themes"],
    aliases: ["series_aliases"],
    website: ["website", "url"],
    alt: ["alt_text", "is_decorative"],
    people: ["appearances"],
    partners: ["partnerships"],
    quotes: ["event_quotes"],
    documents: ["event_documents"],
    references: ["event_references"],
    related: ["related_events"],
  };
  const HELD = "input:not([type=hidden]), textarea, select, [contenteditable=true], button";
  const ROW = "[data-inline-panel-child]";
  const BLOCK = "[data-streamfield-child]"; // a block of a text, or an item of a list in one

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form[data-controller~='w-unsaved']");
    if (form) form.dataset.wUnsavedCheckIntervalValue = "100";
  });

  let follower = null; // the page in the panel that updates itself
  const mode = () => document.querySelector("[data-w-preview-target=mode]")?.value;

  addEventListener("message", ({ data, origin, source }) => {
    if (data?.plenary === "following") follower = { page: source, origin, mode: mode() };
    else if (source !== follower?.page) return;
    else if (data?.plenary === "ended") follower = null;
    else if (data?.plenary === "edit") {
      // The block of a text that shows all partners holds none of them.
      const list = placeOf(String(data.field));
      reveal(rowIn(list, String(data.text ?? "")) ?? blockAt(data.block) ?? list);
    }
  });

  document.addEventListener("w-preview:load", (event) => {
    const frame = document.getElementById("w-preview-iframe");
    if (!follower || frame?.contentWindow !== follower.page || mode() !== follower.mode) return;
    event.preventDefault();
    follower.page.postMessage({ plenary: "changed" }, follower.origin);
  });

  document.addEventListener("focusin", ({ target }) => {
    const field = follower && fieldOf(target);
    const block = outermost(`${BLOCK}[data-contentpath]`, target)?.dataset.contentpath;
    const row = target.closest(ROW);
    const titles = row ? titlesIn(row) : [];
    if (field) follower.page.postMessage({ plenary: "field", field, block, titles }, follower.origin);
  });

  function placeOf(field) {
    for (const name of NAMES[field] ?? [field]) {
      const named = CSS.escape(name);
      const place =
        document.querySelector(`[data-contentpath="${named}"]`) ??
        document.querySelector(`[name="${named}"]`) ??
        document.querySelector(`[name="${named}-TOTAL_FORMS"]`)?.closest("section");
      if (place) return place;
    }
    return null;
  }

  // What a row of a list names: chosen records, and short texts such as the title of a session.
  function titlesIn(row) {
    const named = [...row.querySelectorAll("[data-chooser-title], input[type=text], input[type=url]")];
    return named.map((element) => (element.value ?? element.textContent).trim()).filter((title) => title.length > 1);
  }

  // Rows have other numbers in a document: it sorts sessions, and adds who speaks in them. So the row is taken that
  // names the longest part of the text that was clicked.
  function rowIn(list, text) {
    const rows = [...(list?.querySelectorAll(ROW) ?? [])].filter(
      (row) => row.querySelector("[name$='-DELETE']")?.value !== "on",
    );
    const length = (row) => Math.max(0, ...titlesIn(row).map((title) => (text.includes(title) ? title.length : 0)));
    const [best] = rows.sort((one, other) => length(other) - length(one));
    return best && length(best) ? best : null;
  }

  // A block of a text, by its id in the document. A block that was just added may have none in the form.
  function blockAt(id) {
    return id ? document.querySelector(`${BLOCK}[data-contentpath="${CSS.escape(id)}"]`) : null;
  }

  function reveal(place) {
    if (!place) return;
    const tab = place.closest("[role=tabpanel]");
    const isClosed = tab?.hidden;
    if (isClosed) document.querySelector(`[role=tab][href="#${CSS.escape(tab.id)}"]`)?.click();
    const own = place.matches(`${BLOCK}, ${ROW}`) ? (place.querySelector("section") ?? place) : place;
    for (let panel = own?.closest("section"); panel; panel = panel.parentElement?.closest("section")) {
      panel.querySelector(":scope > * > [data-panel-toggle][aria-expanded=false]")?.click();
    }
    // Wagtail opens a tab with a transition.
    setTimeout(() => {
      heldBy(place)?.focus({ preventScroll: true });
      place.scrollIntoView({ block: place.offsetHeight > innerHeight / 2 ? "start" : "center" });
    }, isClosed ? 400 : 0);
  }

  // Where somebody types. The first button of a list would close it.
  function heldBy(place) {
    if (place.matches(HELD)) return place;
    const within = place.querySelector(".w-panel__content") ?? place;
    return [...within.querySelectorAll(HELD)].find((element) => element.checkVisibility({ visibilityProperty: true }));
  }

  const outermost = (selector, target) => [...document.querySelectorAll(selector)].find((place) => place.contains(target));

  function fieldOf(target) {
    // A row of a list has the name of the list, and a part of a text lies in the field of the text.
    const row = target.closest(ROW)?.id.replace("inline_child_", "");
    const list = target.closest("section")?.querySelector("[name$='-TOTAL_FORMS']")?.name;
    const name = row ?? outermost("[data-contentpath]", target)?.dataset.contentpath ?? list ?? target.getAttribute("name") ?? "";
    const first = name.split("-")[0];
    const field = Object.entries(NAMES).find(([, names]) => names.includes(first));
    return field ? field[0] : first;
  }
})();
