import type { Api } from "./api.js";
import { asked } from "./query.js";
import type { paths } from "./schema.js";
import type { DocumentOf, RecordPath, Shape, Shaped } from "./shape.js";

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer T } } } };
}
  ? T
  : never;

/** The addresses that answer a list with pages, such as `/api/v1/events/`. */
export type ListPath = {
  [P in keyof paths]: Answer<P> extends { results: unknown[]; previous: string | null } ? P : never;
}[keyof paths];

/** What that list can be asked for. */
export type Query<P extends ListPath> = paths[P] extends {
  get: { parameters: { query?: infer Q } };
}
  ? Omit<NonNullable<Q>, "cursor" | "page">
  : never;

type Item<P extends ListPath> = Answer<P> extends { results: (infer T)[] } ? T : never;
/** What such a list gives: summaries, or what `fields`, `expand` and `rich_text` make of them. */
type Given<P extends ListPath, S extends Shape> = P extends RecordPath ? Shaped<P, Item<P>, S> : Item<P>;

/** Every record of a list, however many pages it has. */
export function list<P extends ListPath, const S extends Query<P> & Shape = Query<P>>(
  api: Api,
  path: P,
  query?: S & Only<S, keyof Query<P> | keyof Shape>,
): AsyncGenerator<Given<P, S>> {
  return items(api, path, { ...query });
}

/** A key that is none of `K` is an error. */
type Only<S, K> = { [Name in Exclude<keyof S, K>]: never };

/** The same with whole documents. */
export function whole<P extends ListPath & RecordPath>(
  api: Api,
  path: P,
  query?: Query<P>,
): AsyncGenerator<DocumentOf<P>> {
  return items(api, path, { ...query, fields: "*" });
}

async function* items<T>(api: Api, path: string, query: object): AsyncGenerator<T> {
  let next: string | null = `${path}${asked({ limit: 100, ...query })}`;
  while (next) {
    const page: { next: string | null; results: T[] } = await api.read(next);
    yield* page.results;
    next = page.next;
  }
}
