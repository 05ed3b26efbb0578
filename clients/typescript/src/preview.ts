import type { Api, Schemas } from "./api.js";
import { PlenaryError } from "./errors.js";

const PREVIEW = "/api/v1/preview/";

export interface Looking {
  /** The front end's own origin. A browser says it by itself; a server must. */
  origin?: string;
  /** Milliseconds between two looks: 500 if left out. */
  every?: number;
}

/** Give the code of a preview's address, once, and get the token. */
export async function openPreview(
  api: Api,
  code: string,
  { origin }: Looking = {},
): Promise<Schemas["PreviewToken"]> {
  const headers = { "Content-Type": "application/json", ...from(origin) };
  const body = JSON.stringify({ code });
  return (await api.ask(PREVIEW, { method: "POST", headers, body })).json();
}

/** The draft now and whenever it changes, until the preview has ended. */
export async function* drafts<T = Record<string, unknown>>(
  api: Api,
  token: string,
  { origin, every = 500 }: Looking = {},
): AsyncGenerator<T> {
  let version = "";
  while (true) {
    const headers = { Authorization: `Bearer ${token}`, "If-None-Match": version, ...from(origin) };
    let response: Response;
    try {
      response = await api.ask(PREVIEW, { headers, cache: "no-store" });
    } catch (error) {
      if (error instanceof PlenaryError && error.status === 404) return;
      throw error;
    }
    if (response.status !== 304) {
      version = response.headers.get("ETag") ?? "";
      yield (await response.json()) as T;
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

function from(origin: string | undefined): Record<string, string> {
  return origin ? { Origin: origin } : {};
}
