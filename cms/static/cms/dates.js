/* Beside a date that is typed as a person knows it: how it is read. */
let readingSoon = 0;

async function showReading(field) {
  let reading = document.getElementById(`${field.id}-reading`);
  if (!reading) {
    reading = document.createElement("p");
    reading.id = `${field.id}-reading`;
    reading.className = "plenary-reading";
    reading.setAttribute("role", "status");
    field.insertAdjacentElement("afterend", reading);
  }
  const words = field.value;
  const answer = await fetch(`${field.dataset.readsDates}?words=${encodeURIComponent(words)}`);
  if (!answer.ok || field.value !== words) return;
  const { text, is_date } = await answer.json();
  reading.textContent = text;
  reading.classList.toggle("plenary-reading--refused", !is_date);
}

document.addEventListener("input", ({ target }) => {
  if (!target.dataset?.readsDates) return;
  clearTimeout(readingSoon);
  readingSoon = setTimeout(() => showReading(target), 250);
});

document.addEventListener("DOMContentLoaded", () => {
  for (const field of document.querySelectorAll("[data-reads-dates]")) showReading(field);
});
