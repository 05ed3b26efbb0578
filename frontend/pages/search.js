// Search across everything, with facets.
import { plain } from "/blocks.js";
import { h, linkTo, query, read } from "/main.js";

const TITLES = { kind: "Kind", series: "Series", year: "Year", theme: "Theme", partner: "Partner", country: "Country" };

export async function page(asked) {
  const given = Object.fromEntries([...asked].filter(([name]) => name === "q" || name === "page" || name in TITLES));
  const words = given.q?.trim();
  if (!words) return shown(null, [h("p", {}, "Type a word: the text of every public record is searched.")]);
  let found;
  try {
    found = await read(`search/?${query({ ...given, limit: 20 })}`);
  } catch (problem) {
    if (problem.status !== 400) throw problem;
    return shown(words, [h("p", { role: "alert" }, problem.body.errors?.[0]?.detail ?? problem.message)]);
  }
  return shown(words, [
    h("p", { class: "meta", role: "status" }, summary(found)),
    h("div", { class: "columns results" },
      h("div", {}, found.results.length ? h("ol", { class: "found" }, found.results.map(result)) : await instead(words), pages(found, given)),
      facets(found.facets, given)),
  ]);
}

function shown(words, content) {
  const input = h("input", { id: "q", name: "q", type: "search", value: words, maxlength: 200, autocomplete: "off", list: "suggested" });
  const suggested = h("datalist", { id: "suggested" });
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (input.value.trim().length < 2) return;
      const { results } = await read(`search/suggest/?${query({ q: input.value })}`).catch(() => ({ results: [] }));
      suggested.replaceChildren(...results.map(({ title }) => h("option", { value: title })));
    }, 200);
  });
  const title = words ? `Search: ${words}` : "Search";
  return {
    title,
    description: "Search the text of every public record of the archive.",
    content: [h("header", { class: "title" }, h("h1", {}, title)),
      h("form", { role: "search", "aria-label": "These words", action: "/search/", class: "search" }, h("label", { for: "q" }, "Words"),
        h("span", { class: "line" }, input, suggested, h("button", {}, "Search"))), ...content],
  };
}

const summary = ({ count, fuzzy }) => fuzzy
  ? `Nothing has exactly these words; ${count} ${count === 1 ? "record has" : "records have"} words like them.`
  : `${count} ${count === 1 ? "record" : "records"} found.`;

async function instead(words) {
  const { results } = await read(`search/suggest/?${query({ q: words.slice(0, 3) })}`).catch(() => ({ results: [] }));
  return h("div", {}, h("p", {}, "Try fewer or other words."),
    results.length > 0 && h("p", {}, "Perhaps: ", results.map((each, place) => [place > 0 && ", ", linkTo(each)])));
}

function result({ record, highlights }) {
  return h("li", {}, h("p", { class: "kind" }, plain(record.type)), h("h2", {}, linkTo(record, marked(highlights.title) ?? record.title)),
    highlights.text && h("p", {}, marked(highlights.text)));
}

// A highlight is words with <mark> around those that were found, and nothing else.
function marked(html) {
  if (!html) return null;
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  return h("span", {}, [...parsed.childNodes].map((node) => node.nodeName === "MARK" ? h("mark", {}, node.textContent) : node.textContent));
}

function facets(given, chosen) {
  const groups = Object.entries(TITLES).filter(([name]) => given[name]?.length || chosen[name]);
  if (!groups.length) return null;
  return h("aside", { class: "facets", "aria-label": "Narrow the search" }, groups.map(([name, title]) => {
    const values = given[name]?.length ? given[name] : [{ value: chosen[name], label: chosen[name], count: 0 }];
    return h("section", {}, h("h2", {}, title), h("ul", { class: "plain" }, values.slice(0, 8).map(({ value, label, count }) => {
      const isChosen = chosen[name] === value;
      const { page, [name]: _gone, ...rest } = chosen;
      return h("li", {}, h("a", { href: `/search/?${query(isChosen ? rest : { ...rest, [name]: value })}`, "aria-current": isChosen && "true" },
        label, h("span", { class: "meta" }, isChosen ? " – remove" : ` ${count}`)));
    })));
  }));
}

function pages({ next, previous }, given) {
  const at = Number(given.page ?? 1);
  const to = (page, words) => h("a", { href: `/search/?${query({ ...given, page })}` }, words);
  if (!next && !previous) return null;
  return h("nav", { "aria-label": "Pages", class: "pages" }, previous && to(at - 1, "Page before"), next && to(at + 1, "Next page"));
}
