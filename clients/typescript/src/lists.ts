import type { Api } from "./api.js";
import type { paths } from "./schema.js";

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
type Document<P extends ListPath> = `${P}{key}/` extends keyof paths ? Answer<`${P}{key}/`> : never;

/** Every record of a list, however many pages it has. */
export function list<P extends ListPath>(
  api: Api,
  path: P,
  query?: Query<P>,
): AsyncGenerator<Item<P>> {
  return items(api, path, { ...query });
}

/** The same with whole documents. */
export function whole<P extends ListPath>(
  api: Api,
  path: P,
  query?: Query<P>,
): AsyncGenerator<Document<P>> {
  return items(api, path, { ...query, fields: "*" });
}

async function* items<T>(api: Api, path: string, query: object): AsyncGenerator<T> {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries({ limit: 100, ...query })) {
    for (const each of [value].flat()) words.append(name, String(each));
  }
  let next: string | null = `${path}?${words}`;
  while (next) {
    const page: { next: string | null; results: T[] } = await api.read(next);
    yield* page.results;
    next = page.next;
  }
}
