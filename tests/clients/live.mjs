// node live.mjs ORIGIN CODE FRONT_END: what a client finds at a live server, as JSON.
import {
  drafts,
  get as one,
  history,
  list,
  openPreview,
  plenary,
  resolve,
  search,
  site,
  update,
  whole,
} from "plenary-client";

const [origin, code, frontEnd] = process.argv.slice(2);
const responses = [];
const fetch = async (request) => {
  const response = await globalThis.fetch(request);
  responses.push(response.status);
  return response;
};
const api = plenary(origin, { fetch });

const codes = [];
for await (const event of list(api, "/api/v1/events/", { series: ["the-series"], ordering: "ordinal", limit: 2 }))
  codes.push(event.code);
const bodies = [];
for await (const event of whole(api, "/api/v1/events/", { year__gte: 2012 })) bodies.push(event.body);

const get = () => api.GET("/api/v1/events/{key}/", { params: { path: { key: "E3" } } });
const event = (await get()).data;
const again = (await get()).data;
const status = responses.at(-1);
const { error } = await api.GET("/api/v1/themes/{key}/", { params: { path: { key: "gone" } } });

const part = await one(api, "/api/v1/events/", "E3", { fields: ["code", "series.slug"], expand: ["series"] });
const hits = await search(api, { q: "series", kind: ["series"] });
const { document } = await resolve(api, "/the-series/");
const places = [hits.results[0].record.key, document.key, (await site(api)).type];
const versions = [];
for await (const version of history(api, "/api/v1/events/", "E3")) versions.push(version.action);

const copy = { next: null, records: {} };
await update(api, copy);
const first = structuredClone(copy);
await update(api, copy);
const foreign = { next: `${origin}/api/v1/changes/?since=999999&checksum=true`, records: { a: 1 } };
await update(api, foreign);

const { token } = await openPreview(api, code, { origin: frontEnd });
const { value: draft } = await drafts(api, token, { origin: frontEnd }).next();
const { done: ended } = await drafts(api, "none", { origin: frontEnd }).next();

const same = JSON.stringify(event) === JSON.stringify(again);
const report = { codes, bodies, event, same, status, gone: error.code, records: first.records };
const copies = [Object.keys(copy.records).length, Object.keys(foreign.records).length];
console.log(JSON.stringify({ ...report, part, places, versions, copies, draft, ended }));
