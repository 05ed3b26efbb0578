import type { components } from "./schema.js";

/** The API refused. `problem` is the document that says why, if there is one. */
export class PlenaryError extends Error {
  constructor(
    readonly status: number,
    readonly problem: components["schemas"]["Problem"] | null,
    url: string,
  ) {
    super(`${status}: ${problem?.detail ?? "no reason given"} (${url})`);
    this.name = "PlenaryError";
  }

  static async of(response: Response): Promise<PlenaryError> {
    const stated = response.headers.get("Content-Type")?.startsWith("application/problem+json");
    return new PlenaryError(response.status, stated ? await response.json() : null, response.url);
  }
}
