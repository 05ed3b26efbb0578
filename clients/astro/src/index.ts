import { plenary, update, type Copy, type Kind, type Options } from "plenary-client";

/** What this needs of Astro's LoaderContext, so that it is built without Astro. */
interface Context {
  store: {
    keys(): string[];
    set(entry: { id: string; data: Record<string, unknown>; digest?: string }): boolean;
    delete(id: string): void;
  };
  meta: { get(key: string): string | undefined; set(key: string, value: string): void };
  parseData(entry: { id: string; data: Record<string, unknown> }): Promise<Record<string, unknown>>;
  logger: { info(message: string): void };
}

/**
 * A collection of all records of a kind, by their keys. A build asks only for what has changed
 * since the last one, and fails when the archive's checksum says that something is missing.
 */
export function plenaryLoader(origin: string, kind: Kind, options: Options = {}) {
  const api = plenary(origin, options);
  return {
    name: `plenary-${kind}`,
    async load({ store, meta, parseData, logger }: Context): Promise<void> {
      const kept = meta.get("copy");
      const copy: Copy = kept ? JSON.parse(kept) : { next: null, records: {} };
      await update(api, copy, [kind]);
      const records = Object.values(copy.records);
      const changed = records.filter((record) => record.document);
      const keys = new Set(records.map((record) => record.key));
      for (const id of store.keys()) if (!keys.has(id)) store.delete(id);
      for (const record of changed) {
        const entry = { id: record.key, data: record.document ?? {} };
        store.set({ id: entry.id, data: await parseData(entry), digest: record.digest ?? "" });
        record.document = null; // Astro keeps it; the checksum needs the digest alone
      }
      meta.set("copy", JSON.stringify(copy));
      logger.info(`${records.length} records, ${changed.length} of them new or changed`);
    },
  };
}
