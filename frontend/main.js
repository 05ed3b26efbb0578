// The frame of every page: reading the API, following links, and the home page.

export const ORIGIN = document.querySelector('meta[name="plenary-api"]').content;
const API = `${ORIGIN}/api/v1/`;
export const PLURAL_OF = { event: "events", quote: "quotes", partner: "partners", person: "people",
  theme: "themes", venue: "venues", reference: "references", document: "documents", image: "images",
  series: "series" };
const PLURALS = Object.values(PLURAL_OF);

// -- Elements -----------------------------------------------------------------------------------

// h("p", { class: "lead" }, "words", element): null and false are left out.
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const pathOf = (record) => record.html_url
  ? new URL(record.html_url).pathname
  : `/${PLURAL_OF[record.type]}/${encodeURIComponent(record.key)}/`;

// A link to another record; words alone for one that is not public yet.
export const linkTo = (record, words = record.title) => record.key === null
  ? h("span", { class: "not-public" }, words)
  : h("a", { href: pathOf(record) }, words);

// -- Reading the API ----------------------------------------------------------------------------

export class Problem extends Error {
  constructor(status, body = {}, wait = null) {
    super(body.detail ?? "The archive did not answer.");
    Object.assign(this, { status, body, wait });
  }
}

export async function read(address, options = {}) {
  const url = address.includes("://") ? ORIGIN + address.slice(new URL(address).origin.length) : API + address;
  let answer;
  try {
    answer = await fetch(url, options);
  } catch {
    throw new Problem(0);
  }
  const body = answer.status === 304 ? null : await answer.json().catch(() => ({}));
  if (!answer.ok && answer.status !== 304) throw new Problem(answer.status, body, answer.headers.get("Retry-After"));
  return options.whole ? { answer, body } : body;
}

export const query = (values) => new URLSearchParams(values).toString();
let site = null;
const readSite = async () => (site ??= await read("site/"));

// -- The page that is shown ---------------------------------------------------------------------

const main = document.getElementById("main");
const status = document.getElementById("status");
let turn = 0; // only the newest navigation may show anything
let shown = null; // the address of the newest navigation, without its anchor

export function say(words) {
  status.textContent = words;
}

export function show(page, { keepPlace = false } = {}) {
  document.title = page.title === site?.title || !site ? page.title : `${page.title} – ${site.title}`;
  document.documentElement.lang = page.lang ?? "en";
  setMeta("description", page.description ?? site?.summary ?? page.title);
  setLinks(page);
  main.replaceChildren(...page.content.filter(Boolean));
  if (keepPlace) return;
  const heading = main.querySelector("h1");
  if (heading && turn > 1) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}

function setMeta(name, content) {
  let meta = document.head.querySelector(`meta[name="${name}"]`);
  if (!meta) {
    meta = h("meta", { name });
    document.head.append(meta);
  }
  meta.content = content;
}

function setLinks({ canonical, alternates = [], lang }) {
  for (const link of document.head.querySelectorAll("link[rel=canonical], link[rel=alternate]")) link.remove();
  if (canonical) document.head.append(h("link", { rel: "canonical", href: canonical }));
  for (const { locale, html_url } of alternates) {
    document.head.append(h("link", { rel: "alternate", hreflang: locale, href: html_url }));
  }
  if (alternates.length) document.head.append(h("link", { rel: "alternate", hreflang: lang, href: canonical }));
}

async function showFrame() {
  const { title, navigation, html_url } = await readSite();
  document.querySelector(".site-name").textContent = title;
  document.getElementById("footer-words").textContent = `${title}. What no source states is left open here.`;
  const here = new URL(html_url).origin;
  document.getElementById("navigation").replaceChildren(...navigation.map(({ label, url }) =>
    h("li", {}, h("a", { href: new URL(url).origin === here ? new URL(url).pathname : url }, label))));
}

export function problemPage(problem) {
  const { status: code, body, wait } = problem;
  const pages = {
    404: ["There is no such page", "Nothing public has this address. It may have been mistyped."],
    410: ["This page was here and is no longer", goneWords(body.tombstone)],
    429: ["Too many requests", `The archive asks for a pause${wait ? ` of ${wait} seconds` : ""}. This page goes on by itself.`],
    503: ["The archive is busy", "It could not answer just now. Trying again in a moment usually helps."],
    0: ["No connection", "The archive could not be reached. Check the connection and try again."],
  };
  const [title, words] = pages[code] ?? ["Something went wrong", body?.detail ?? "The archive answered with an error."];
  const again = h("button", { type: "button" }, "Try again");
  again.addEventListener("click", () => go(location.href, { push: false }));
  if (code === 429) setTimeout(() => go(location.href, { push: false }), 1000 * Math.min(Number(wait) || 5, 60));
  const ends = code === 404 || code === 410;
  return {
    title,
    content: [h("div", { class: "prose" }, h("h1", {}, title), h("p", {}, words), ends
      ? h("p", {}, h("a", { href: "/" }, "To the beginning"), " · ", h("a", { href: "/search/" }, "Search"))
      : again)],
  };
}

function goneWords(tombstone) {
  if (!tombstone) return "It was public once and was taken back.";
  const day = new Date(tombstone.withdrawn_at).toLocaleDateString("en-GB", { dateStyle: "long" });
  return `A ${tombstone.kind} was public at this address until ${day}.`;
}

// -- The home page ------------------------------------------------------------------------------

async function home() {
  const [{ title, summary, body, newsletter, image }, { results }] = await Promise.all([
    readSite(),
    read("series/?fields=title,html_url,summary,editions,span,gaps&count=none"),
  ]);
  const more = body.length || image ? await import("/blocks.js") : null;
  return {
    title,
    description: summary,
    canonical: site.html_url,
    alternates: site.alternates,
    lang: site.locale,
    content: [
      h("div", { class: "hero" }, h("h1", {}, title), summary && h("p", { class: "lead" }, summary)),
      image && more.picture(image, "hero"),
      more && h("div", { class: "prose" }, more.blocks(body, {})),
      h("section", { "aria-labelledby": "all-series" }, h("h2", { id: "all-series" }, "Series"),
        results.length
          ? h("ul", { class: "cards" }, results.map(seriesCard))
          : h("p", {}, "No series is public yet.")),
      newsletter && newsletterForm(newsletter),
    ].filter(Boolean),
  };
}

function seriesCard(series) {
  const { count, latest } = series.editions;
  const span = series.span && [series.span.start, series.span.end].map((day) => day.slice(0, 4));
  return h("li", { class: "card" },
    h("h3", {}, h("a", { href: pathOf(series) }, series.title)),
    series.summary && h("p", {}, series.summary),
    h("p", { class: "meta" }, `${count} ${count === 1 ? "edition" : "editions"} known`,
      span && `, ${[...new Set(span)].join("–")}`,
      series.gaps.length > 0 && `; ${series.gaps.length} without a record`),
    latest && h("p", { class: "meta" }, "Latest: ", linkTo(latest)));
}

// -- The newsletter -----------------------------------------------------------------------------

export function newsletterForm({ title, text }) {
  const email = h("input", { id: "newsletter-email", name: "email", type: "email", required: true,
    autocomplete: "email", maxlength: 254, "aria-describedby": "newsletter-answer" });
  // People do not see this field; programs that fill in every field do.
  const website = h("input", { name: "website", tabindex: -1, autocomplete: "off", "aria-hidden": "true", class: "unseen" });
  const answer = h("p", { id: "newsletter-answer", role: "status" });
  const button = h("button", {}, "Subscribe");
  const form = h("form", { class: "newsletter" }, h("label", { for: "newsletter-email" }, "E-mail address"),
    h("span", { class: "line" }, email, button), website, answer);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const given = await read("newsletter/", { method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ email: email.value, website: website.value }) });
      answer.textContent = given.message;
      email.value = "";
    } catch (problem) {
      answer.textContent = problem.body?.errors?.[0]?.detail ?? (problem.status === 429
        ? "That was often. Please try again later." : problem.message);
      email.setAttribute("aria-invalid", "true");
      email.focus();
    }
    button.disabled = false;
  });
  return h("section", { class: "newsletter-call", "aria-labelledby": "newsletter" },
    h("h2", { id: "newsletter" }, title || "Newsletter"), text && h("p", {}, text), form);
}

// -- Following links ----------------------------------------------------------------------------

async function pageAt(url) {
  const path = url.pathname;
  if (path === "/") return home();
  if (path === "/search/") return (await import("/pages/search.js")).page(url.searchParams);
  if (path === "/preview/") return (await import("/pages/preview.js")).page();
  const [plural, rest] = path.split("/").filter(Boolean);
  if (PLURALS.includes(plural) && rest === undefined) {
    return (await import("/pages/list.js")).page(plural, url.searchParams);
  }
  if (path.endsWith("/history/")) {
    return (await import("/pages/history.js")).page(await resolve(path.slice(0, -"history/".length)), url.searchParams);
  }
  const found = await resolve(path);
  return found.redirect ? found : documentPage(found.document, found);
}

export async function resolve(path) {
  const found = await read(`resolve/?${query({ path, expand: "document" })}`);
  if (found.outcome === "gone") throw new Problem(410, found);
  if (found.outcome === "not_found") throw new Problem(404);
  return found.outcome === "redirect" ? { redirect: found.location } : found;
}

const MODULES = { series: "series", event: "event", site: "site" };
export async function documentPage(document, { breadcrumbs = [], alternates = [], canonical = null } = {}) {
  const module = await import(`/pages/${MODULES[document.type] ?? "record"}.js`);
  const content = await module.content(document);
  return {
    title: document.title || "Untitled",
    description: document.meta?.search_description ?? document.summary ?? document.text,
    lang: document.locale,
    canonical,
    alternates,
    content: [trail(breadcrumbs), languages(alternates), ...content].filter(Boolean),
  };
}

function trail(breadcrumbs) {
  if (breadcrumbs.length < 2) return null;
  return h("nav", { "aria-label": "Breadcrumbs", class: "trail" },
    h("ol", {}, breadcrumbs.slice(0, -1).map((each) => h("li", {}, h("a", { href: pathOf(each) }, each.title)))));
}

function languages(alternates) {
  if (!alternates.length) return null;
  const name = (locale) => new Intl.DisplayNames([locale], { type: "language" }).of(locale);
  return h("nav", { "aria-label": "Languages", class: "trail" }, h("ul", {}, alternates.map((each) =>
    h("li", {}, h("a", { href: pathOf(each), hreflang: each.locale, lang: each.locale }, name(each.locale))))));
}

export async function go(address, { push = true, place = 0 } = {}) {
  const url = new URL(address, location.href);
  const mine = ++turn;
  shown = url.pathname + url.search;
  if (push) {
    history.replaceState({ place: scrollY }, "");
    history.pushState({ place: 0 }, "", url);
  }
  const slow = setTimeout(() => mine === turn && say("Loading …"), 300);
  let page;
  try {
    await showFrame();
    page = await pageAt(url);
    if (page.redirect) return void (mine === turn && leadTo(page.redirect));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    page = problemPage(problem);
  } finally {
    clearTimeout(slow);
    if (mine === turn) say("");
  }
  if (mine !== turn) return;
  show(page);
  const anchor = anchorOf(url);
  if (anchor) anchor.scrollIntoView();
  else scrollTo(0, place);
}

// The element that the end of an address names; it may be written in any way, also a wrong one.
function anchorOf({ hash }) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}

function leadTo(address) {
  const target = new URL(address);
  const isOurs = target.origin === location.origin || target.origin === new URL(site.html_url).origin;
  if (!isOurs) return location.replace(address);
  history.replaceState(history.state, "", target.pathname + target.search);
  go(location.href, { push: false });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.pathname === location.pathname && link.search === location.search && link.hash) return;
  event.preventDefault();
  go(link.href);
});

document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("role") !== "search") return;
  event.preventDefault();
  const values = [...new FormData(event.target)].filter(([, value]) => value);
  go(`/search/?${query(values)}`);
});

addEventListener("popstate", ({ state }) => {
  // Browsers say so too when a link leads to another place of the page that is shown.
  const place = state?.place ?? 0;
  if (location.pathname + location.search !== shown) go(location.href, { push: false, place });
  else if (!location.hash) scrollTo(0, place);
});
history.scrollRestoration = "manual";
go(location.href, { push: false });
