// What the TypeScript client does when a server is busy, has nothing new or refuses.
import assert from "node:assert/strict";
import { Answers, get, list, page as pageOf, plenary, PlenaryError, search, update } from "plenary-client";

/** A client of a server with these responses, and the requests that it was sent. */
function clientOf(...responses) {
  const asked = [];
  const fetch = async (request) => {
    asked.push(request.clone());
    return responses.shift();
  };
  return [plenary("https://cms.test", { fetch }), asked];
}

const event = { key: "WP1725" };
const path = { params: { path: { key: "WP1725" } } };
const json = (document, headers = {}) => Response.json(document, { headers });
const busy = (status, wait) => new Response("", { status, headers: { "Retry-After": wait } });

const waits = [];
const later = globalThis.setTimeout;
globalThis.setTimeout = (go, wait) => {
  waits.push(wait);
  return later(go, 0);
};

let [api, asked] = clientOf(busy(429, "7"), busy(503, "Mon, 01 Jan 2001 00:00:00 GMT"), json(event));
assert.deepEqual((await api.GET("/api/v1/events/{key}/", path)).data, event);
assert.deepEqual(waits.splice(0), [7000, 0]);

[api, asked] = clientOf(...Array.from({ length: 4 }, () => new Response("", { status: 503 })));
await assert.rejects(api.read("/api/v1/events/"), (error) => error.status === 503);
assert.deepEqual(waits.splice(0), [1000, 2000, 4000]);

[api, asked] = clientOf(busy(429, "3600"));
await assert.rejects(api.read("/api/v1/events/"), PlenaryError);
assert.deepEqual(waits.splice(0), []);

const changed = json({ key: "E2" }, { ETag: '"2"' });
[api, asked] = clientOf(json(event, { ETag: '"1"' }), new Response(null, { status: 304 }), changed);
const keys = [];
for (let time = 0; time < 3; time++) keys.push((await api.GET("/api/v1/events/{key}/", path)).data.key);
assert.deepEqual(keys, ["WP1725", "WP1725", "E2"]);
assert.deepEqual(asked.map((request) => request.headers.get("If-None-Match")), [null, '"1"', '"1"']);

// Whoever gives up waits no longer, before a request or between two.
const gone = AbortSignal.abort(new Error("given up"));
[api, asked] = clientOf(busy(503, "50"));
await assert.rejects(get(api, "/api/v1/events/", "WP1725", {}, { signal: gone }), /given up/);
globalThis.setTimeout = later;
[api, asked] = clientOf(busy(503, "50"));
const leaving = new AbortController();
const searching = search(api, { q: "peace" }, { signal: leaving.signal });
later(() => leaving.abort(new Error("typed on")), 50);
await assert.rejects(searching, /typed on/);

// A sample and groups have no pages.
[api, asked] = clientOf(json({ results: [3], next: null }), json({ results: [], groups: [] }));
for await (const quote of list(api, "/api/v1/quotes/", { sample: 1, seed: "a" })) assert.equal(quote, 3);
await pageOf(api, "/api/v1/quotes/", { group_by: "person", first: 0 });
assert.deepEqual(
  asked.map((request) => new URL(request.url).search),
  ["?sample=1&seed=a", "?group_by=person&first=0"],
);

const answers = new Answers(2);
for (const url of ["a", "b", "a", "c"]) answers.keep(url, { etag: '"1"', type: "", body: "" });
assert.deepEqual([...answers.keys()], ["a", "c"]);

const next = "https://public.test/api/v1/events/?cursor=x";
[api, asked] = clientOf(json({ results: [1], next }), json({ results: [2], next: null }));
const read = [];
for await (const event of list(api, "/api/v1/events/", { kind: ["panel", "forum"] })) read.push(event);
assert.deepEqual(read, [1, 2]);
assert.deepEqual(
  asked.map((request) => request.url),
  ["limit=100&kind=panel&kind=forum", "cursor=x"].map((query) => `https://cms.test/api/v1/events/?${query}`),
);

const page = { results: [], more: false, next: "https://public.test/api/v1/changes/?since=9" };
const wrong = { ...page, set: { count: 1, sha256: "0" } };
[api, asked] = clientOf(json(wrong), json(wrong));
await assert.rejects(update(api, { next: "https://public.test/api/v1/changes/?since=5", records: {} }));
assert.deepEqual(
  asked.map((request) => request.url),
  ["since=5", "limit=100&checksum=true"].map((query) => `https://cms.test/api/v1/changes/?${query}`),
);
