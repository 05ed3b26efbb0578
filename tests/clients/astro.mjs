// node astro.mjs ORIGIN: two builds with Astro's store; between them a line is waited for.
import { once } from "node:events";
import { plenaryLoader } from "plenary-astro";

const entries = new Map();
const kept = new Map();
const parsed = [];
const context = {
  store: {
    keys: () => [...entries.keys()],
    set: (entry) => entries.set(entry.id, entry) && true,
    delete: (id) => entries.delete(id),
  },
  meta: { get: (key) => kept.get(key), set: (key, value) => kept.set(key, value) },
  parseData: async ({ id, data }) => {
    parsed.push(id);
    return data;
  },
  logger: { info() {} },
};
const loader = plenaryLoader(process.argv[2], "event");

for (const last of [false, true]) {
  await loader.load(context);
  const titles = Object.fromEntries([...entries].map(([id, { data }]) => [id, data.title]));
  console.log(JSON.stringify({ titles, parsed: parsed.splice(0).sort() }));
  if (!last) await once(process.stdin, "data");
}
process.stdin.destroy();
