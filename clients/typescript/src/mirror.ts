import type { Api, Schemas } from "./api.js";
import { PlenaryError } from "./errors.js";
import type { operations } from "./schema.js";

type ChangesQuery = NonNullable<operations["list_changes"]["parameters"]["query"]>;
export type Kind = NonNullable<ChangesQuery["kind"]>[number];

/** The records of an archive by id, and where to go on. Plain JSON, to be kept in a file. */
export interface Copy {
  next: string | null;
  records: Record<string, Schemas["Change"]>;
}

/**
 * Bring a copy of the archive, or of some kinds, up to date. It is begun anew when its log is gone
 * or its checksum is wrong, and this throws when it is not complete then either.
 */
export async function update(api: Api, copy: Copy, kinds: Kind[] = []): Promise<void> {
  if (copy.next && (await follow(api, copy, copy.next))) return;
  copy.records = {};
  const wanted = kinds.map((kind) => `&kind=${kind}`).join("");
  if (await follow(api, copy, `/api/v1/changes/?limit=100&checksum=true${wanted}`)) return;
  throw new Error("The copy is not complete.");
}

async function follow(api: Api, copy: Copy, start: string): Promise<boolean> {
  copy.next = start;
  while (true) {
    let page: Schemas["Changes"];
    try {
      page = await (await api.ask(copy.next, { cache: "no-store" })).json();
    } catch (error) {
      if (error instanceof PlenaryError && error.problem?.code === "cursor_gone") return false;
      throw error;
    }
    for (const entry of page.results) {
      delete copy.records[entry.id];
      if (entry.action === "publish") copy.records[entry.id] = entry;
    }
    copy.next = page.next;
    if (!page.more) return page.set?.sha256 === (await checksum(copy));
  }
}

async function checksum(copy: Copy): Promise<string> {
  const ids = Object.keys(copy.records).sort();
  const lines = ids.map((id) => `${id} ${copy.records[id]?.digest}\n`).join("");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
