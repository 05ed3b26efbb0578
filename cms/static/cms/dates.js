/* Show beside a date field how Plenary reads the typed text. */
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
  const text = field.value;
  const response = await fetch(`${field.dataset.readsDates}?text=${encodeURIComponent(text)}`).catch(() => null);
  if (field.value !== text) return;
  if (!response?.ok) {
    reading.textContent = ""; // what stands there was read of another text
    return;
  }
  const { text: message, is_date, days } = await response.json();
  // A record that is made in a window has no days of a programme.
  if (!field.closest(".modal")) document.dispatchEvent(new CustomEvent("plenary:days", { detail: days }));
  reading.textContent = message;
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
