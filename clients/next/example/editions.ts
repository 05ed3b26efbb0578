import { list } from "plenary-client";
import { api } from "./archive";

/** The editions, by their number. */
export async function editions() {
  "use cache";
  const events = [];
  for await (const event of list(api, "/api/v1/events/", { ordering: "ordinal" })) events.push(event);
  return events;
}

/** One edition. Null when there is none, or none any more. */
export async function edition(key: string) {
  "use cache";
  const { data, response } = await api.GET("/api/v1/events/{key}/", { params: { path: { key } } });
  if (!data && response.status < 500 && response.status !== 429) return null;
  if (!data) throw new Error(`The archive answers ${response.status}.`);
  return data;
}
