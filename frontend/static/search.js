// Suggestions while somebody types in the search. The page works without this file.
const { api } = document.currentScript.dataset;
const input = document.getElementById("Words");
const suggested = document.getElementById("Suggested");
let waiting;

input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(suggest, 200);
});

async function suggest() {
  const query = input.value.trim();
  if (query.length < 2) return;
  const answer = await fetch(`${api}/api/v1/search/suggest/?${new URLSearchParams({ q: query })}`).catch(() => null);
  if (!answer?.ok) return;
  const { results } = await answer.json();
  suggested.replaceChildren(...results.map(({ title }) => Object.assign(document.createElement("option"), { value: title })));
}
