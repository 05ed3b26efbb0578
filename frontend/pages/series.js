// A series, with the timeline of its editions and of what is not known.
import { between, blocks, dates, facts, list, picture, section, sources, spread, tail } from "/blocks.js";
import { h, linkTo, query, read } from "/main.js";

const FIELDS = "type,key,html_url,title,code,ordinal,ordinal_basis,dates,phase,summary";

export async function content(series) {
  const editions = series.key ? await everyEdition(series.key) : [];
  return [
    h("header", { class: "title" }, h("p", { class: "kind" }, "Series"), h("h1", {}, series.title),
      series.summary && h("p", { class: "lead" }, series.summary)),
    series.image && picture(series.image, "hero"),
    facts([
      ["Cadence as stated", series.cadence_stated],
      ["Organiser", series.organiser && linkTo(series.organiser)],
      ["Also called", series.aliases.length > 0 && spread(series.aliases.map((each) => each.name + between(each.from, each.to)))],
      ["Usual partners", series.default_partners.length > 0 && spread(series.default_partners.flatMap((each) =>
        [linkTo(each.partner), between(each.from, each.to)]))],
      ["Themes", series.themes.length > 0 && spread(series.themes.map((each) => linkTo(each)))],
    ]),
    section("Editions", editions.length ? timeline(editions, series.gaps) : h("p", {}, "No edition is public yet.")),
    h("div", { class: "prose" }, blocks(series.body, series)),
    sources(series.sources),
    tail(series),
  ];
}

async function everyEdition(key) {
  const found = [];
  let page = { next: `events/?${query({ series: key, ordering: "-ordinal,-start", limit: 100, fields: FIELDS })}` };
  while (page.next) {
    page = await read(page.next);
    found.push(...page.results);
  }
  return found;
}

// The newest first; a number that nothing is known of keeps its place.
function timeline(editions, gaps) {
  const numbered = editions.filter(({ ordinal }) => ordinal !== null);
  const rows = [...numbered, ...gaps.map((ordinal) => ({ ordinal, gap: true }))]
    .sort((one, other) => other.ordinal - one.ordinal);
  const others = editions.filter(({ ordinal }) => ordinal === null);
  return [
    h("ol", { class: "timeline", reversed: true }, rows.map((row) => h("li", { value: row.ordinal, class: row.gap && "gap" },
      h("span", { class: "number", "aria-hidden": "true" }, row.ordinal),
      row.gap ? h("p", {}, `No. ${row.ordinal}: no record found`) : edition(row)))),
    others.length > 0 && h("div", {}, h("h3", {}, "Without a number"), list(others.map(edition), { class: "plain" })),
  ];
}

function edition(event) {
  const about = [event.code, dates(event.dates), event.phase && event.phase !== "held" && event.phase,
    event.ordinal_basis === "inferred" && "number inferred"].filter(Boolean);
  return h("div", {}, h("h3", {}, linkTo(event)),
    about.length > 0 && h("p", { class: "meta" }, spread(about)),
    event.summary && h("p", {}, event.summary));
}
