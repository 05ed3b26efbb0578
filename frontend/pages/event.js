// An edition: what is stated of it, and no more.
import { blocks, both, callToAction, dates, facts, file, list, partners, picture, plain, programme, quote, reference,
  section, sources, spread, tail, country, asStated } from "/blocks.js";
import { h, linkTo } from "/main.js";

export async function content(event) {
  const placed = new Set(event.body.map(({ type }) => type));
  const quoted = new Set(event.body.filter(({ type }) => type === "quote").map(({ value }) => value.id));
  const others = event.quotes.filter(({ id }) => !quoted.has(id));
  return [
    h("header", { class: "title" },
      h("p", { class: "kind" }, plain(event.kind), event.code && ` · ${event.code}`),
      h("h1", {}, event.title),
      event.summary && h("p", { class: "lead" }, event.summary)),
    event.image && picture(event.image, "hero"),
    h("div", { class: "columns" },
      h("div", { class: "prose" },
        blocks(event.body, event),
        others.length > 0 && section("Quotes", others.map((each) => quote(each))),
        event.programme.length > 0 && !placed.has("programme") && section("Programme", programme(event.programme, event.dates.time_zone)),
        event.people.length > 0 && section("People", people(event.people)),
        event.documents.length > 0 && section("Documents", list(event.documents.map((each) => file(each)), { class: "plain" })),
        event.references.length > 0 && section("References", list(event.references.map(reference), { class: "plain" })),
        event.related.length > 0 && section("Related", list(event.related.map((each) => linkTo(each)), { class: "plain" })),
        event.calls_to_action.filter(() => !placed.has("call_to_action")).map(callToAction),
        sources(event.sources)),
      h("aside", { class: "about", "aria-label": "Facts" }, about(event),
        event.partners.length > 0 && !placed.has("partners") && section("Partners", partners(event.partners)))),
    neighbours(event),
    tail(event),
  ];
}

function about(event) {
  const place = event.venue
    ? [linkTo(event.venue), spread(["", event.venue.locality, country(event.venue.country)].filter((each) => each !== null))]
    : event.place_stated;
  return facts([
    ["Series", event.series && linkTo(event.series)],
    ["Edition", number(event)],
    ["Dates", dates(event.dates)],
    ["Place", place],
    ["Mode", plain(event.mode)],
    ["Phase", plain(event.phase)],
    ["Called", event.kind_stated.length > 0 && event.kind_stated.join(", ")],
    ["Access", both(event.access, event.access_stated)],
    ["Attribution", both(event.attribution_rule, event.attribution_stated)],
    ["Audience", event.audience_stated],
    ["Organiser", event.organiser && linkTo(event.organiser)],
    ["Themes", event.themes.length > 0 && spread(event.themes.map((each) => linkTo(each)))],
    ["Title as stated", event.title_stated !== event.title && event.title_stated],
  ]);
}

function number({ ordinal, ordinal_basis, ordinal_stated }) {
  if (ordinal === null) return ordinal_stated;
  return [`No. ${ordinal}`, ordinal_basis === "inferred" && h("span", { class: "tag" }, "inferred"), ordinal_stated && asStated(ordinal_stated)];
}

function people(appearances) {
  return list(appearances.map((each) => [linkTo(each.person),
    h("span", { class: "meta" }, ` ${[plain(each.capacity), each.role_then, each.affiliation_then].filter(Boolean).join(", ")}`)]), { class: "plain" });
}

function neighbours({ previous, next }) {
  if (!previous && !next) return null;
  return h("nav", { class: "neighbours", "aria-label": "Editions before and after" },
    previous && h("p", {}, h("span", { class: "meta" }, "Edition before"), linkTo(previous)),
    next && h("p", { class: "next" }, h("span", { class: "meta" }, "Edition after"), linkTo(next)));
}
