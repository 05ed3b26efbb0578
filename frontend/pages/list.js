// Everything of one kind, a page at a time.
import { country, dates, picture, plain, quote, spread } from "/blocks.js";
import { h, linkTo, query, read, say } from "/main.js";

const ORDERS = { events: "-start,title", quotes: "title" };

export async function page(plural) {
  const items = h("ul", { class: plural === "quotes" ? "quotes" : "cards" });
  const more = h("button", { type: "button" }, "Show more");
  let next = `${plural}/?${query({ limit: 24, ...(ORDERS[plural] && { ordering: ORDERS[plural] }) })}`;
  let count = 0;
  const load = async () => {
    const found = await read(next);
    count = found.count ?? count;
    next = found.next;
    more.hidden = !next;
    const added = found.results.map((each) => h("li", plural === "quotes" ? {} : { class: "card" }, item(plural, each)));
    items.append(...added);
    return added;
  };
  await load();
  more.addEventListener("click", async () => {
    const [first] = await load();
    say(`${items.children.length} of ${count} shown`);
    first?.querySelector("a")?.focus();
  });
  const title = plain(plural);
  return {
    title,
    description: `${title} of the archive: ${count}.`,
    content: [h("header", { class: "title" }, h("h1", {}, title), h("p", { class: "meta" }, `${count} in all`)),
      count ? items : h("p", {}, "Nothing of this kind is public yet."), more],
  };
}

function item(plural, record) {
  if (plural === "quotes") return quote(record, { pull: false });
  const about = [record.ordinal && `No. ${record.ordinal}`, record.dates && dates(record.dates), record.kind && plain(record.kind),
    country(record.country), record.locality, record.issuer].flat().filter(Boolean);
  const image = record.portrait ?? record.logo ?? (plural === "images" ? record : record.image);
  return [image && picture({ ...image, alt: "" }, plural === "images" ? "card" : record.logo ? "logo" : "portrait"),
    h("h2", {}, linkTo(record)), about.length > 0 && h("p", { class: "meta" }, spread(about)),
    record.summary && h("p", {}, record.summary)];
}
