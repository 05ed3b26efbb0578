// What a type checker must accept, and must refuse: an unused expectation is an error.
import {
  days, get, history, hours, inWords, list, page, pathOf, picture, plenary, resolve, search, site, update, whole,
  PlenaryError, type Schemas,
} from "plenary-client";

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

// A page has its counts, and its groups the records that were asked for.
const counted = await page(api, "/api/v1/events/", { group_by: "year", first: 2, fields: ["title"] });
const newest: string | undefined = counted.groups?.[0]?.results[0]?.title;
// @ts-expect-error -- it was not asked for
counted.groups?.[0]?.results[0]?.code;
const every: Schemas["EventSummary"] | undefined = (await page(api, "/api/v1/events/")).results[0];
// @ts-expect-error -- groups are no list
list(api, "/api/v1/events/", { group_by: "year" });
for await (const { text } of list(api, "/api/v1/quotes/", { sample: 1, seed: "monday" })) text.trim();

// Every question can be given up, and says why it failed.
const signal = AbortSignal.timeout(5000);
try {
  for await (const { recorded_at } of history(api, "/api/v1/events/", "WP1725", { signal })) recorded_at.trim();
  const { jsonld } = await resolve(api, "/", { include: ["jsonld", "linked", "formats"] }, { signal });
  (await site(api, "fr", { signal })).title.trim();
} catch (error) {
  if (error instanceof PlenaryError) error.problem?.errors?.[0]?.nearest?.trim();
}
for (const [day, sessions] of days(html.programme)) [day?.trim(), sessions.map(hours), sessions[0]?.title];
const way: string = pathOf(html);

const shown: string | null = inWords(html.dates, html.locale ?? "en");
const source: string | undefined = html.image ? picture(html.image, "card")?.img.src : undefined;
