// What was published of a record, and when.
import { list, section } from "/blocks.js";
import { documentPage, h, pathOf, PLURAL_OF, query, read } from "/main.js";

const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
const moment = (time) => `${MOMENT.format(new Date(time))} UTC`;

export async function page(found, asked) {
  if (found.redirect) return { redirect: `${found.redirect}history/` };
  const record = found.document;
  const base = `${PLURAL_OF[record.type]}/${encodeURIComponent(record.key)}/history/`;
  const { results } = await read(`${base}?limit=100`);
  const version = results.find(({ sequence }) => String(sequence) === asked.get("version"));
  if (version?.available) return past(version, found);
  const compared = asked.get("from") && asked.get("to")
    ? await read(`${base}diff/?${query({ from: asked.get("from"), to: asked.get("to") })}`) : null;
  return {
    title: `History of ${record.title}`,
    content: [h("header", { class: "title" }, h("p", { class: "kind" }, "History"), h("h1", {}, record.title),
      h("p", {}, h("a", { href: pathOf(record) }, "As it is today"))), compared && differences(compared), versions(results)],
  };
}

async function past(version, found) {
  const { body } = await read(version.url, { whole: true });
  const page = await documentPage(body, found);
  const banner = h("p", { class: "banner", role: "note" }, `As published on ${moment(version.recorded_at)}. `,
    h("a", { href: pathOf(found.document) }, "As it is today"), " · ", h("a", { href: `${pathOf(found.document)}history/` }, "All versions"));
  return { ...page, title: `${page.title}, as published on ${moment(version.recorded_at)}`, content: [banner, ...page.content] };
}

function versions(results) {
  const published = results.filter(({ available }) => available);
  return section("Versions", h("ol", { class: "versions", reversed: true }, results.map((each) => {
    const before = published[published.indexOf(each) + 1];
    return h("li", {}, h("p", {}, each.available ? h("a", { href: `?version=${each.sequence}` }, moment(each.recorded_at)) : moment(each.recorded_at)),
      h("p", { class: "meta" }, each.action === "withdraw" ? `Taken back: ${each.reason}` : each.redacted ? "Redacted" : each.available ? "Published" : "Not shown any more",
        each.available && before && [" · ", h("a", { href: `?${query({ from: before.sequence, to: each.sequence })}` }, "What changed")]));
  })));
}

function differences({ changes }) {
  const words = (value) => value === null ? "nothing" : typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
  return section("What changed", changes.length ? list(changes.map(({ path, before, after }) => [
    h("p", { class: "kind" }, path.slice(1).replaceAll("/", " › ").replaceAll("_", " ")),
    h("p", {}, h("del", {}, words(before)), " ", h("ins", {}, words(after)))]), { class: "plain" }) : h("p", {}, "Nothing."));
}
