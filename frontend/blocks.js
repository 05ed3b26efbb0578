// What documents are made of: texts, pictures, quotes, facts.
import { h, linkTo, newsletterForm, pathOf } from "/main.js";

const ALLOWED = new Set(["A", "B", "BLOCKQUOTE", "BR", "CODE", "EM", "H2", "H3", "H4", "H5", "I", "LI", "OL", "P",
  "STRONG", "SUB", "SUP", "UL", "HR"]);

// The API's HTML is clean; here only what is known of it is taken over, and nothing can run.
export function richText(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  return [...parsed.childNodes].map(taken).filter(Boolean);
}

function taken(node) {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE) return null;
  const children = [...node.childNodes].map(taken).filter(Boolean);
  if (!ALLOWED.has(node.tagName)) return h("span", {}, children);
  if (node.tagName !== "A") return h(node.tagName.toLowerCase(), { id: node.id || null }, children);
  const address = new URL(node.getAttribute("href") ?? "", location.href);
  if (!/^(https?|mailto):$/.test(address.protocol)) return h("span", {}, children);
  const isRecord = node.dataset.type && node.dataset.type !== "document";
  if (node.getAttribute("href")?.startsWith("#")) return h("a", { href: node.getAttribute("href") }, children);
  return h("a", { href: isRecord ? address.pathname + address.hash : address.href }, children);
}

// -- Words --------------------------------------------------------------------------------------

export const plain = (word) => word && word[0].toUpperCase() + word.slice(1).replaceAll("-", " ").replaceAll("_", " ");

const SHAPES = { day: { day: "numeric", month: "long", year: "numeric" }, month: { month: "long", year: "numeric" },
  year: { year: "numeric" } };

// "26–28 January 2012", "January 2012", "2012": no more precisely than it is known.
export function dateWords({ start, end, precision } = {}) {
  if (!start || precision === "none") return null;
  const format = new Intl.DateTimeFormat("en-GB", { ...SHAPES[precision], timeZone: "UTC" });
  const day = (text) => new Date(`${text}${"-01-01".slice(text.length === 4 ? 0 : text.length === 7 ? 3 : 6)}T00:00Z`);
  if (!end || end === start) return format.format(day(start));
  // “11–13 January”, as it is printed: a dash between two words alone has no spaces around it.
  return format.formatRange(day(start), day(end)).replaceAll(/\s*–\s*/gu, " – ").replace(/^(\w+) – (\w+)/u, "$1–$2");
}

export function dates(given) {
  const words = dateWords(given);
  if (!words) return given?.stated ?? null;
  return given.stated && given.stated !== words ? [words, asStated(given.stated)] : words;
}

export const asStated = (words) => h("span", { class: "stated" }, ` “${words}”`);
export const both = (value, stated) => value || stated
  ? [plain(value) ?? "", stated && stated.toLowerCase() !== plain(value)?.toLowerCase() && asStated(stated)] : null;

export function country(code) {
  return code ? new Intl.DisplayNames(["en"], { type: "region" }).of(code) : null;
}

// A list of facts, without those that no source states.
export function facts(rows) {
  const known = rows.filter(([, value]) => value && (!Array.isArray(value) || value.flat(9).some(Boolean)));
  if (!known.length) return null;
  return h("dl", { class: "facts" }, known.map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, value))));
}

export function section(title, ...content) {
  const id = title.toLowerCase().replaceAll(/\W+/g, "-");
  return h("section", { "aria-labelledby": id }, h("h2", { id }, title), content);
}

export const list = (items, attributes = {}) => h("ul", attributes, items.map((item) => h("li", {}, item)));

export const between = (from, to) => from || to ? ` (${from ?? "…"}–${to ?? ""})` : "";

// -- Pieces -------------------------------------------------------------------------------------

export function picture(image, use = "hero", caption = null) {
  const profile = image.profiles?.[use] ?? image.profiles?.hero;
  if (!profile) return null;
  const sizes = use === "hero" ? "(max-width: 60rem) 100vw, 60rem" : use === "card" ? "25rem" : "12rem";
  const shown = h("picture", {}, profile.sources.map(({ type, srcset }) => h("source", { type, srcset, sizes })),
    h("img", { src: profile.src, width: profile.width, height: profile.height, alt: image.alt ?? "", loading: use === "hero" ? "eager" : "lazy", decoding: "async" }));
  const words = [caption, image.credit].filter(Boolean).join(" · ");
  return h("figure", { class: `picture as-${use}` }, shown, words && h("figcaption", {}, words));
}

export function quote(given, { pull = true } = {}) {
  if (given.text === null) return h("p", { class: "not-public" }, given.title);
  const who = given.speaker ?? given.speaker_organisation;
  const by = given.attribution_stated ?? who?.title;
  return h("figure", { class: pull ? "quote pull" : "quote" },
    h("blockquote", { lang: given.language }, given.text.split("\n").filter(Boolean).map((line) => h("p", {}, line))),
    h("figcaption", {},
      by && h("span", { class: "by" }, who ? linkTo(who, by) : by),
      given.role_then && !by?.includes(given.role_then) && h("span", {}, given.role_then),
      given.occasion_stated && h("span", {}, given.occasion_stated),
      given.verification && given.verification !== "checked" && h("span", { class: "tag" }, plain(given.verification)),
      h("a", { href: pathOf(given), class: "source" }, "Source and details")));
}

export function sources(given) {
  if (!given?.length) return null;
  return section("Sources", list(given.map((each) => {
    const words = each.title ?? each.url ?? each.document?.title;
    const day = each.retrieved && `, retrieved ${dateWords({ start: each.retrieved, precision: "day" })}`;
    return [each.url ? h("a", { href: each.url, rel: "external" }, words) : each.document ? linkTo(each.document, words) : words, day,
      each.sha256 && h("div", { class: "meta" }, `SHA-256: ${each.sha256}`),
      each.quotations?.map((quotation) => h("blockquote", {}, quotation))];
  }), { class: "plain" }));
}

export function file(each, caption = null) {
  if (!each.file) return linkTo(each);
  const size = each.file.size ? `, ${Math.max(1, Math.round(each.file.size / 1024)).toLocaleString("en")} kB` : "";
  return [h("a", { href: each.file.url, class: "file" }, caption ?? each.title),
    h("span", { class: "meta" }, ` ${each.file.filename.split(".").pop().toUpperCase()}${size}`)];
}

export function reference(each) {
  const about = [each.issuer, each.symbol, dateWords(each.dates ?? {})].filter(Boolean).join(", ");
  return [linkTo(each), about && h("span", { class: "meta" }, ` ${about}`)];
}

export function partners(given) {
  return h("ul", { class: "partners" }, given.map(({ role, role_stated, partner }) => h("li", {},
    partner.logo && picture({ ...partner.logo, alt: "" }, "logo"),
    h("span", {}, linkTo(partner), partner.country && h("span", { class: "meta" }, ` ${country(partner.country)}`),
      h("span", { class: "meta role" }, both(role, role_stated))))));
}

// The hours are those of the event's time zone, wherever the reader is.
export function programme(items, zone) {
  return h("ol", { class: "programme" }, items.map((item) => h("li", {},
    item.start && h("p", { class: "meta" }, clock(item, zone)),
    h("h3", {}, item.title), item.summary && h("p", {}, item.summary),
    item.questions.length > 0 && list(item.questions),
    item.people.length > 0 && h("p", {}, spread(item.people.map((person) => linkTo(person)))),
    item.documents.length > 0 && list(item.documents.map((each) => file(each)), { class: "plain" }))));
}

function clock({ start, end }, zone) {
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: zone ?? "UTC" });
  return `${end ? format.formatRange(new Date(start), new Date(end)) : format.format(new Date(start))} ${zone ?? "UTC"}`;
}

export const spread = (items) => items.flatMap((item, place) => (place ? [", ", item] : [item]));

// -- Blocks of a text ---------------------------------------------------------------------------

// One function for each type of block; a type that is not known here is left out.
const BLOCKS = {
  heading: ({ text, level, anchor }) => h(`h${level}`, { id: anchor }, text),
  paragraph: (html) => richText(html),
  list: ({ ordered, items }) => h(ordered ? "ol" : "ul", {}, items.map((item) => h("li", {}, richText(item)))),
  key_questions: ({ title, questions }) => h("aside", { class: "questions" }, h("h3", {}, title ?? "Key questions"), list(questions)),
  quote: (value) => quote(value),
  reference: (value) => h("p", { class: "cited" }, reference(value)),
  image: ({ image, caption }) => picture(image, "hero", caption),
  document: ({ document, caption }) => h("p", {}, file(document, caption)),
  embed: ({ url, title, caption }) => h("p", { class: "embed" }, h("a", { href: url, rel: "external" }, title), caption && ` ${caption}`),
  call_to_action: (value) => callToAction(value),
  table: ({ caption, columns, rows }) => h("div", { class: "table", tabindex: 0, role: "region", "aria-label": caption ?? "Table" },
    h("table", {}, caption && h("caption", {}, caption),
      h("thead", {}, h("tr", {}, columns.map(({ heading }) => h("th", { scope: "col" }, heading ?? "")))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, place) =>
        h("td", {}, columns[place].type === "rich_text" ? richText(cell) : cell ?? ""))))))),
  programme: (_value, owner) => owner.programme?.length > 0 && programme(owner.programme, owner.dates.time_zone),
  partners: (_value, owner) => owner.partners?.length > 0 && partners(owner.partners),
};

export const blocks = (body, owner) => body.filter(({ type }) => type in BLOCKS)
  .flatMap(({ type, value }) => BLOCKS[type](value, owner));

export function callToAction({ label, kind, url }) {
  if (kind === "newsletter" && !url) return newsletterForm({ title: label });
  return url ? h("p", {}, h("a", { class: "button", href: url }, label)) : h("p", {}, label);
}

// What every record ends with: where its past is, and the same thing elsewhere.
export function tail(record) {
  const published = record.meta?.published_at;
  return h("footer", { class: "tail" },
    record.same_as?.length > 0 && h("p", {}, "Elsewhere: ", spread(record.same_as.map((url) => h("a", { href: url, rel: "external" }, new URL(url).host)))),
    published && h("p", { class: "meta" }, `Published ${dateWords({ start: published.slice(0, 10), precision: "day" })} · `,
      h("a", { href: `${pathOf(record)}history/` }, "History"), " · ", h("a", { href: record.url }, "JSON")));
}

