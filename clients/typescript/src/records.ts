import type { Api, Asking, Schemas } from "./api.js";
import { asked } from "./query.js";
import type { operations } from "./schema.js";
import type { DocumentOf, RecordPath, Shape, Shaped } from "./shape.js";

type SearchQuery = NonNullable<operations["search"]["parameters"]["query"]>;

/** A document of any kind: its `type` says which. */
export type AnyDocument = NonNullable<Schemas["Change"]["document"]>;

/** What is at a path, with its document. */
export type Resolved = Omit<Schemas["Resolve"], "document"> & { document: AnyDocument | null };

/** What one record can be asked for. */
export interface One extends Shape {
  /** As it was at that time, or at the end of that day in UTC. */
  as_of?: string | Date;
  /** Every picture in these profiles. */
  profiles?: readonly string[];
}

/** One document: `get(api, "/api/v1/events/", "WP1725", { fields: ["title", "dates.start"] })`. */
export function get<P extends RecordPath, const S extends One = Record<never, never>>(
  api: Api,
  path: P,
  key: string,
  shape?: S,
  asking?: Asking,
): Promise<Shaped<P, DocumentOf<P>, S>> {
  return api.read(`${path}${encodeURIComponent(key)}/${asked({ ...shape })}`, asking);
}

/** What a search finds, a page at a time. */
export function search(
  api: Api,
  query: SearchQuery,
  asking?: Asking,
): Promise<Schemas["Search"]> {
  return api.read(`/api/v1/search/${asked(query)}`, asking);
}

/** What is at a path of the front end: the document, a redirect, something gone, or nothing. */
export function resolve(
  api: Api,
  path: string,
  query: { locale?: string; include?: readonly ("jsonld" | "linked" | "formats")[] } = {},
  asking?: Asking,
): Promise<Resolved> {
  return api.read(`/api/v1/resolve/${asked({ ...query, path, expand: "document" })}`, asking);
}

/** What all pages share: title, navigation, the text of the newsletter form. */
export function site(api: Api, locale?: string, asking?: Asking): Promise<Schemas["Site"]> {
  return api.read(`/api/v1/site/${asked({ locale })}`, asking);
}

/** Every version of a record, the newest first. */
export async function* history(
  api: Api,
  path: RecordPath,
  key: string,
  asking?: Asking,
): AsyncGenerator<Schemas["Version"]> {
  let next: string | null = `${path}${encodeURIComponent(key)}/history/`;
  while (next) {
    const page: Schemas["History"] = await api.read(next, asking);
    yield* page.results;
    next = page.next;
  }
}
