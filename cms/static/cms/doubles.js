/* While the name of a new record is typed, say which records look like it. */
const NAMES = ["name", "label", "acronym", "orcid", "ror", "wikidata", "symbol"];
let lookSoon = 0;

async function lookUp(field) {
  const url = new URL(field.dataset.plenaryDoubles, location.href);
  for (const name of NAMES) {
    const value = field.form.elements.namedItem(name)?.value;
    if (value) url.searchParams.set(name, value);
  }
  const text = field.value;
  const response = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
  if (!response?.ok || field.value !== text) return;
  const { html } = await response.json();
  let message = field.form.querySelector("[data-plenary-alike]");
  if (field.form.querySelector('[name="new_anyway"]:checked')) return;
  if (!message) {
    message = document.createElement("div");
    message.dataset.plenaryAlike = "";
    message.className = "plenary-reading plenary-reading--refused";
    message.setAttribute("role", "status");
    field.insertAdjacentElement("afterend", message);
  }
  message.innerHTML = html;
}

document.addEventListener("input", ({ target }) => {
  const field = target.form?.querySelector("[data-plenary-doubles]");
  if (!field || !NAMES.includes(target.name)) return;
  clearTimeout(lookSoon);
  lookSoon = setTimeout(() => lookUp(field), 400);
});
