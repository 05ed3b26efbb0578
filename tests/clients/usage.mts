// What a type checker must accept, and must refuse: an unused expectation is an error.
import { list, plenary, update, whole, type Schemas } from "plenary-client";

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
