// What a type checker must accept, and must refuse: an unused expectation is an error.
import { get, inWords, list, picture, plenary, resolve, search, update, whole, type Schemas } from "plenary-client";

const api = plenary("https://cms.example.org");
const { data: event } = await api.GET("/api/v1/events/{key}/", { params: { path: { key: "WP1725" } } });
if (event) {
  const title: string = event.title;
  // @ts-expect-error -- it may be null
  const ordinal: number = event.ordinal;
  // @ts-expect-error -- there is no such key
  event.nothing;
}
for await (const each of list(api, "/api/v1/events/", { kind: ["conference"], from: "2012" })) {
  const same: Schemas["EventSummary"] = each;
  // @ts-expect-error -- a summary has no body
  each.body;
}
for await (const each of whole(api, "/api/v1/events/")) each.body;
// @ts-expect-error -- there is no such filter
list(api, "/api/v1/events/", { colour: "red" });
// @ts-expect-error -- there is no such kind
list(api, "/api/v1/events/", { kind: ["party"] });
// @ts-expect-error -- this is no list
list(api, "/api/v1/site/");
// @ts-expect-error -- there is no such kind
await update(api, { next: null, records: {} }, ["party"]);

// What is asked for is what comes.
const part = await get(api, "/api/v1/events/", "WP1725", {
  fields: ["title", "dates.start", "partners.partner.country"],
});
const start: string | null = part.dates.start;
const country: string | null | undefined = part.partners[0]?.partner.country;
// @ts-expect-error -- it was not asked for
part.summary;
// @ts-expect-error -- nor was this
part.dates.end;
const full = await get(api, "/api/v1/events/", "WP1725", { expand: ["venue", "quotes.speaker"] });
const locality: string | null | undefined = full.venue?.locality;
const sortName: string | undefined = full.quotes[0]?.speaker?.sort_name;
// @ts-expect-error -- a link has no name to sort by
(await get(api, "/api/v1/quotes/", "words")).speaker?.sort_name;
for await (const each of list(api, "/api/v1/events/", { series: ["a"], fields: ["code"] })) {
  const code: string | null = each.code;
  // @ts-expect-error -- it was not asked for
  each.title;
}

// Text is HTML, or what was asked for; the type of a block says what it holds.
const html = await get(api, "/api/v1/events/", "WP1725");
for (const block of html.body) {
  if (block.type === "paragraph") block.value.startsWith("<p>");
  // @ts-expect-error -- a heading is no text
  if (block.type === "heading") block.value.startsWith("<p>");
}
const tree = await get(api, "/api/v1/events/", "WP1725", { rich_text: "tree" });
for (const block of tree.body) if (block.type === "paragraph") block.value[0]?.children?.length;

// Records of any kind are told apart by their type.
for (const { record } of (await search(api, { q: "peace", kind: ["event"] })).results) {
  if (record.type === "person") record.sort_name;
  // @ts-expect-error -- a quote has no name to sort by
  if (record.type === "quote") record.sort_name;
}
const { document } = await resolve(api, "/human-rights/wp1725/");
if (document?.type === "event") document.partners;
const copy = { next: null, records: {} as Record<string, Schemas["Change"]> };
for (const { document } of Object.values(copy.records)) {
  if (document?.type === "event") document.ordinal_stated;
}

const shown: string | null = inWords(html.dates, html.locale ?? "en");
const source: string | undefined = html.image ? picture(html.image, "card")?.img.src : undefined;
