/* Keep the ticks of a chooser over its pages and searches.

   Wagtail sends only the boxes that it shows. Here a ticked box that is not shown has a hidden copy in the form. */
const BOX = "[data-multiple-choice-select]";
const COPY = "[data-plenary-kept]";
const ticks = new WeakMap(); // window → the values of its ticked boxes

document.addEventListener(
  "change",
  ({ target }) => {
    const chooser = target.matches(BOX) && target.closest(".modal");
    if (!chooser) return;
    if (!ticks.has(chooser)) {
      ticks.set(chooser, new Set());
      new MutationObserver(() => showTicks(chooser)).observe(chooser, { childList: true, subtree: true });
    }
    if (target.checked) ticks.get(chooser).add(target.value);
    else ticks.get(chooser).delete(target.value);
    showTicks(chooser);
  },
  true,
);

function showTicks(chooser) {
  const form = chooser.querySelector("[data-multiple-choice-form]");
  if (!form) return;
  const values = ticks.get(chooser);
  const visible = new Set();
  for (const box of form.querySelectorAll(`${BOX}:not(${COPY})`)) {
    box.checked = values.has(box.value);
    visible.add(box.value);
  }
  const kept = new Set();
  for (const copy of form.querySelectorAll(COPY)) {
    if (values.has(copy.value) && !visible.has(copy.value)) kept.add(copy.value);
    else copy.remove();
  }
  for (const value of values) if (!visible.has(value) && !kept.has(value)) form.append(copyOf(value));
  showCount(form.querySelector("[data-multiple-choice-submit]"), values.size);
}

/* One box above the others ticks all that are shown. */
function offerAll(chooser) {
  const head = chooser.querySelector("[data-multiple-choice-form] thead tr > *");
  const boxes = chooser.querySelectorAll(`${BOX}:not(${COPY})`);
  if (!head || boxes.length < 2 || head.querySelector("input")) return;
  const all = Object.assign(document.createElement("input"), { type: "checkbox" });
  all.setAttribute("aria-label", "Tick all on this page");
  all.addEventListener("change", () => {
    for (const box of chooser.querySelectorAll(`${BOX}:not(${COPY})`)) {
      if (box.checked !== all.checked) box.click();
    }
  });
  head.append(all);
}

/* With nothing to choose, the form of a new record is what one needs. */
function openCreation(chooser) {
  const nothing = chooser.querySelector("[data-plenary-none]:has([data-plenary-create])");
  const tab = chooser.querySelector("#tab-label-create[aria-selected=false]");
  if (!nothing || !tab || nothing.dataset.plenaryNone) return;
  nothing.dataset.plenaryNone = "seen";
  tab.click();
}

new MutationObserver(() => {
  for (const chooser of document.querySelectorAll(".modal")) {
    offerAll(chooser);
    openCreation(chooser);
  }
}).observe(document.body, { childList: true, subtree: true });

function copyOf(value) {
  const copy = document.createElement("input");
  Object.assign(copy, { type: "checkbox", name: "id", value, checked: true, hidden: true });
  copy.dataset.multipleChoiceSelect = "";
  copy.dataset.plenaryKept = "";
  return copy;
}

function showCount(button, count) {
  button.dataset.label ??= button.value;
  button.value = count ? `${button.dataset.label} (${count})` : button.dataset.label;
  button.disabled = count === 0;
}

/* Who searched for a record that is not there makes it, and does not type its name again. */
document.addEventListener(
  "click",
  ({ target }) => {
    const chooser = target.closest(".modal");
    const tab = chooser?.querySelector("#tab-label-create");
    if (!tab) return;
    if (target.closest("[data-plenary-create]")) tab.click();
    else if (tab.contains(target)) fillName(chooser);
  },
);

function fillName(chooser) {
  const query = chooser.querySelector("#tab-search [name=q]")?.value.trim();
  const name = chooser.querySelector("#tab-create :is(input[type=text], textarea)");
  if (!query || !name || name.value) return;
  name.value = query;
  name.dispatchEvent(new Event("input", { bubbles: true })); // the form looks for its doubles
}

/* Names of the archive that go on as somebody types. */
let offersSoon = 0;

async function offerNames(input) {
  const text = input.value;
  const response = await fetch(`${input.dataset.plenaryOffers}&${new URLSearchParams({ q: text })}`).catch(() => null);
  if (!response?.ok || input.value !== text) return;
  const id = `${input.id}-offers`;
  const list = document.getElementById(id) ?? Object.assign(document.createElement("datalist"), { id });
  list.replaceChildren(...(await response.json()).offers.map((name) => new Option(name, name)));
  input.after(list);
  input.setAttribute("list", id);
}

document.addEventListener("input", ({ target }) => {
  if (!target.dataset?.plenaryOffers) return;
  clearTimeout(offersSoon);
  offersSoon = setTimeout(() => offerNames(target), 150);
});
