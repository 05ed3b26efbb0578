import type { Api, Asking } from "./api.js";
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

/** Arrays may be constant: `{ kind: ["forum"] } as const`. */
type Constant<Q> = { [K in keyof Q]: NonNullable<Q[K]> extends (infer T)[] ? readonly T[] : Q[K] };
/** What that list can be asked for. */
export type PageQuery<P extends ListPath> = paths[P] extends {
  get: { parameters: { query?: infer Q } };
}
  ? Constant<NonNullable<Q>>
  : never;
/** The same for all its pages together. */
export type Query<P extends ListPath> = Omit<PageQuery<P>, "cursor" | "page" | "group_by" | "first">;

type Item<P extends ListPath> = Answer<P> extends { results: (infer T)[] } ? T : never;
/** What such a list gives: summaries, or what `fields`, `expand` and `rich_text` make of them. */
type Given<P extends ListPath, S extends Shape> = P extends RecordPath ? Shaped<P, Item<P>, S> : Item<P>;

/** One page, with the records that `Given` says, in its groups too. */
export type Page<P extends ListPath, S extends Shape> = {
  [K in keyof Answer<P>]: K extends "results"
    ? Given<P, S>[]
    : K extends "groups"
      ? Grouped<Answer<P>[K], Given<P, S>>
      : Answer<P>[K];
};
type Grouped<G, I> = G extends (infer One)[] ? (Omit<One, "results"> & { results: I[] })[] : G;

/** What a list answers at once: a page, with `count`, and with `facets` or `groups` if asked. */
export function page<P extends ListPath, const S extends PageQuery<P> & Shape = PageQuery<P>>(
  api: Api,
  path: P,
  query?: S & Only<S, keyof PageQuery<P> | keyof Shape>,
  asking?: Asking,
): Promise<Page<P, S>> {
  return api.read(`${path}${asked({ ...query })}`, asking);
}

/** Every record of a list, however many pages it has. */
export function list<P extends ListPath, const S extends Query<P> & Shape = Query<P>>(
  api: Api,
  path: P,
  query?: S & Only<S, keyof Query<P> | keyof Shape>,
  asking?: Asking,
): AsyncGenerator<Given<P, S>> {
  return items(api, path, { ...query }, asking);
}

/** A key that is none of `K` is an error. */
type Only<S, K> = { [Name in Exclude<keyof S, K>]: never };

/** The same with whole documents. */
export function whole<P extends ListPath & RecordPath>(
  api: Api,
  path: P,
  query?: Query<P>,
  asking?: Asking,
): AsyncGenerator<DocumentOf<P>> {
  return items(api, path, { ...query, fields: "*" }, asking);
}

async function* items<T>(
  api: Api,
  path: string,
  query: object,
  asking?: Asking,
): AsyncGenerator<T> {
  // A sample has no pages.
  const most = "sample" in query ? {} : { limit: 100 };
  let next: string | null = `${path}${asked({ ...most, ...query })}`;
  while (next) {
    const page: { next: string | null; results: T[] } = await api.read(next, asking);
    yield* page.results;
    next = page.next;
  }
}
