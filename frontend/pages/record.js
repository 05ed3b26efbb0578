// A quote, partner, person, theme, venue, reference, document or picture, and the editions that name it.
import { between, country, dates, facts, file, list, picture, plain, quote, section, sources, spread, tail } from "/blocks.js";
import { h, linkTo, query, read } from "/main.js";

// By which filter of which list a record finds what names it.
const NAMED_IN = {
  quote: [["events", "quote", "Editions that carry it"]],
  partner: [["events", "partner", "Editions"], ["quotes", "partner", "Quotes"]],
  person: [["events", "person", "Editions"], ["quotes", "person", "Quotes"]],
  theme: [["events", "theme", "Editions"]],
  reference: [["events", "reference", "Editions"], ["quotes", "reference", "Quotes"]],
};
const KIND = { document: "Document", image: "Picture" };

export async function content(record) {
  return [
    record.type === "quote" ? quoteHead(record) : head(record),
    FACTS[record.type]?.(record),
    ...await namedIn(record),
    sources(record.sources),
    tail(record),
  ];
}

function head(record) {
  const image = record.portrait ?? record.logo;
  return h("header", { class: "title" },
    h("p", { class: "kind" }, KIND[record.type] ?? plain(record.type)),
    image && picture(image, record.portrait ? "portrait" : "logo"),
    h("h1", {}, record.title),
    record.summary && h("p", { class: "lead" }, record.summary));
}

function quoteHead(record) {
  const [words] = quote(record).children;
  const who = record.speaker ?? record.speaker_organisation;
  return h("header", { class: "title" }, h("p", { class: "kind" }, "Quote"), h("h1", { class: "unseen" }, record.title),
    h("figure", { class: "quote large" }, words,
      (record.attribution_stated || who) && h("figcaption", {}, who ? linkTo(who, record.attribution_stated ?? who.title) : record.attribution_stated)));
}

const FACTS = {
  quote: (quote) => facts([
    ["Speaker", quote.speaker && linkTo(quote.speaker)],
    ["Speaking for", quote.speaker_organisation && linkTo(quote.speaker_organisation)],
    ["As", quote.role_then],
    ["Occasion", [quote.occasion.stated, quote.occasion.reference && [" ", linkTo(quote.occasion.reference)], quote.occasion.event && [" ", linkTo(quote.occasion.event)]]],
    ["Date", dates(quote.occasion.dates)],
    ["Checked", { checked: "Compared with its source", unchecked: "Not compared with its source yet" }[quote.verification] ?? plain(quote.verification)],
  ]),
  partner: (partner) => facts([
    ["Kind", plain(partner.kind)],
    ["Country", country(partner.country)],
    ["Part of", partner.parent && linkTo(partner.parent)],
    ["Other names", partner.names?.length > 0 && spread(partner.names.map((each) => each.name + between(each.from, each.to)))],
    ["Website", partner.website && h("a", { href: partner.website, rel: "external" }, new URL(partner.website).host)],
  ]),
  person: (person) => person.affiliations.length > 0 && facts([["Worked for", list(person.affiliations.map((each) =>
    [each.role && `${each.role}, `, each.partner ? linkTo(each.partner) : each.organisation_stated, between(each.from, each.to)]), { class: "plain" })]]),
  theme: (theme) => facts([["Part of", theme.broader && linkTo(theme.broader)],
    ["Also called", theme.alternative_labels.join(", ")]]),
  venue: (venue) => facts([["Address", venue.address], ["Place", [venue.locality, country(venue.country)].filter(Boolean).join(", ")],
    ["Time zone", venue.time_zone]]),
  reference: (reference) => facts([["Kind", plain(reference.kind)], ["Issued by", reference.issuer], ["Symbol", reference.symbol],
    ["Body", [reference.body_name, reference.session_number && `session ${reference.session_number}`].filter(Boolean).join(", ")],
    ["Date", dates(reference.dates)], ["As stated", reference.facts_stated],
    ["Text", reference.website && h("a", { href: reference.website, rel: "external" }, new URL(reference.website).host)]]),
  document: (document) => facts([["File", document.file && file(document)], ["Kind", plain(document.kind)], ["Licence", document.licence],
    ["Credit", document.credit], ["SHA-256", document.file?.sha256 && h("code", {}, document.file.sha256)]]),
  image: (image) => h("div", {}, picture(image, "hero"), facts([["Shows", image.alt], ["Licence", image.licence], ["Credit", image.credit]])),
};

async function namedIn(record) {
  if (!record.key) return [];
  const lists = await Promise.all((NAMED_IN[record.type] ?? []).map(async ([plural, name, title]) => {
    const address = `${plural}/?${query({ [name]: record.key, limit: 50 })}`;
    const { results, count } = await read(address);
    return results.length > 0 && section(title, shown(plural, results),
      count > results.length && h("p", { class: "meta" }, `${results.length} of ${count}`));
  }));
  return lists.filter(Boolean);
}

function shown(plural, results) {
  if (plural === "quotes") return results.map((each) => quote(each, { pull: false }));
  return list(results.map((event) => [linkTo(event), h("span", { class: "meta" },
    [" ", spread([event.ordinal && `No. ${event.ordinal}`, dates(event.dates)].filter(Boolean).flat())])]), { class: "plain" });
}
