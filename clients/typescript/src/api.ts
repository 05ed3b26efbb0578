import createClient, { type Client } from "openapi-fetch";
import { PlenaryError } from "./errors.js";
import { Answers, conditional, retrying, type Fetch } from "./fetching.js";
import type { components, paths } from "./schema.js";

export type Schemas = components["schemas"];

/** openapi-fetch's client, and two ways to follow an address that the API names. */
export type Api = Client<paths> & {
  /** The response to what was asked. Throws PlenaryError. */
  ask(address: string, init?: RequestInit): Promise<Response>;
  /** The JSON at an address of the API. */
  read<T>(address: string, asking?: Asking): Promise<T>;
};

/** When to give up: `AbortSignal.timeout(5000)`, or the `signal` of an `AbortController`. */
export type Asking = Pick<RequestInit, "signal">;

export interface Options {
  /** Another fetch, below waiting and remembering. */
  fetch?: Fetch;
  /** What was read before. A browser remembers by itself: there it is null if left out. */
  answers?: Answers | null;
}

/** The API at an origin. */
export function plenary(origin: string, options: Options = {}): Api {
  const { answers = "document" in globalThis ? null : new Answers() } = options;
  const patient = retrying(options.fetch ?? ((request) => globalThis.fetch(request)));
  const fetch = answers ? conditional(patient, answers) : patient;

  async function ask(address: string, init?: RequestInit): Promise<Response> {
    // What the API names is asked for where this client was told to ask.
    const { pathname, search } = new URL(address, origin);
    const response = await fetch(new Request(new URL(pathname + search, origin), init));
    if (response.ok || response.status === 304) return response;
    throw await PlenaryError.of(response);
  }

  async function read<T>(address: string, asking?: Asking): Promise<T> {
    return (await (await ask(address, asking)).json()) as T;
  }

  return Object.assign(createClient<paths>({ baseUrl: origin, fetch }), { ask, read });
}
