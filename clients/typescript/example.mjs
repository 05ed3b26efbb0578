// node example.mjs http://localhost:8000
import { list, plenary, update } from "plenary-client";

const api = plenary(process.argv[2] ?? "http://localhost:8000");

for await (const event of list(api, "/api/v1/events/", { ordering: "ordinal" })) {
  console.log(event.ordinal ?? "–", event.title, event.dates.stated ?? "");
}

const { data: site, error } = await api.GET("/api/v1/site/");
console.log(site?.title ?? error?.detail);

const copy = { next: null, records: {} };
await update(api, copy);
console.log(`${Object.keys(copy.records).length} records, all there are.`);
