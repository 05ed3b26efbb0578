import type { Schemas } from "./api.js";
import type { Links } from "./links.js";
import type { paths } from "./schema.js";

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer T } } } };
}
  ? T
  : never;

/** The addresses of lists whose records have an address each, such as `/api/v1/events/`. */
export type RecordPath = keyof Links;

/** The whole document of a record of that list. */
export type DocumentOf<P extends RecordPath> = `${P}{key}/` extends keyof paths
  ? Answer<`${P}{key}/`>
  : never;

/** What changes the shape of an answer. */
export interface Shape {
  /** Only these keys, with a dot for what is inside: `["title", "dates.start"]`. */
  fields?: readonly string[];
  /** Whole documents in the place of links: `["venue", "quotes.speaker"]`. */
  expand?: readonly string[];
  /** The form of text with marks and links: HTML if left out. */
  rich_text?: "html" | "tree" | "markdown" | "text";
}

/** `Base`, or what `fields` picks of the document, with what `expand` and `rich_text` say. */
export type Shaped<P extends RecordPath, Base, S extends Shape> = Texts<
  S extends { fields: readonly (infer F extends string)[] }
    ? "*" extends F
      ? Expanded<P, DocumentOf<P>, Names<S>>
      : Picked<Expanded<P, DocumentOf<P>, Names<S>>, F>
    : Expanded<P, Base, Names<S>>,
  S extends { rich_text: "tree" } ? Schemas["RichTextNode"][] : string
>;

type Names<S extends Shape> = S extends { expand: readonly (infer E extends string)[] } ? E : never;
type Head<N> = N extends `${infer H}.${string}` ? H : N;
type Below<N, H extends string> = N extends `${H}.${infer Rest}` ? Rest : never;

/** The keys `F` of an object, or of each object in a list. */
type Picked<T, F extends string> = T extends readonly (infer I)[]
  ? Picked<I, F>[]
  : T extends object
    ? {
        [K in keyof T as K extends Head<F> ? K : never]: K extends F
          ? T[K]
          : Picked<T[K], Below<F, K & string>>;
      }
    : T;

/** `T` with whole documents in the place of the links named `E`. */
type Expanded<P extends RecordPath, T, E extends string> = [E] extends [never] ? T : In<T, P, E, "">;

type In<T, P extends RecordPath, E extends string, At extends string> = T extends readonly (infer I)[]
  ? In<I, P, E, At>[]
  : T extends object
    ? { [K in keyof T]: Value<T[K], P, E, `${At}${K & string}`> }
    : T;

type Value<V, P extends RecordPath, E extends string, At extends string> = At extends keyof Links[P]
  ? Links[P][At] extends readonly [infer N extends string, infer To extends RecordPath]
    ? N extends Head<E>
      ? Filled<V, Expanded<To, DocumentOf<To>, Below<E, N>>>
      : V
    : V
  : [Extract<keyof Links[P], `${At}.${string}`>] extends [never]
    ? V
    : In<V, P, E, `${At}.`>;

type Filled<V, D> = V extends readonly unknown[] ? D[] : V extends null ? V : D;

/** Text with marks and links is `R`, wherever it stands. */
type Texts<T, R> = [Schemas["RichTextNode"][]] extends [T]
  ? unknown extends T
    ? T
    : R
  : T extends readonly (infer I)[]
    ? Texts<I, R>[]
    : T extends object
      ? { [K in keyof T]: Texts<T[K], R> }
      : T;
