"""What the elements of a page say of its titles: which names the site, and which names the page."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from .lines import is_organisation
from .words.events import EVENT
from .words.ordinals import ORDINAL

# Elements that hold the name of the site.
OF_SITE = (
    ".site-title, .site-name, #site-title, #site-name, #sitename, #logo, .logo, .navbar-brand, "
    "a[rel=home], a[href='/'], .site-branding"
)
NAMES_OF_SITE = ("meta[property='og:site_name']", "meta[name='application-name']")
# entry-title, page-title, tribe-events-single-event-title, eventitem-title
OF_PAGE = re.compile(
    r"(?:^|[\s_-])(?:entry|page|post|event|eventitem|node|article|single)[_-]?(?:header[_-])?title(?:$|\s)|(?:^|\s)contentheading(?:$|\s)",
    re.IGNORECASE,
)
PROPER = re.compile(rf"(?:[A-Z][\w’'-]+\s+){{2,3}}(?i:{EVENT})")
# Seventh session of the Forum on Mountain Peoples
SESSION = re.compile(rf"\s*(?:the\s+)?{ORDINAL.pattern}\s+session of the\s", re.IGNORECASE)
COMMON = frozenset(
    ["the", "annual", "international", "national", "regional", "public", "expert", "experts", "high-level", "level", "academic", "scientific", "interdisciplinary", "final", "press", "members", "member", "online", "virtual", "general", "technical", "our", "next", "world", "european", "past", "upcoming"]
)  # fmt: skip
MOST_WORDS, MOST_MARKED = 12, 40


@dataclass(frozen=True)
class Marks:
    """The plain names of the site, and the plain texts that the page marks as its title."""

    sites: frozenset[str]
    titles: frozenset[str]

    def of_site(self, line: str) -> bool:
        """Whether the line names the site, or only an organisation."""
        return plain(line) in self.sites or (not self.of_title(line) and is_organisation(line))

    def of_title(self, line: str) -> bool:
        return plain(line) in self.titles


NO_MARKS = Marks(frozenset(), frozenset())


def marks_of(tree: LexborHTMLParser) -> Marks:
    titles = {
        plain(node.text())
        for node in tree.css(
            "h1[class], h2[class], h3[class], .contentheading, [itemprop=headline]"
        )[:MOST_MARKED]
        if OF_PAGE.search(node.attributes.get("class") or "") or "itemprop" in node.attributes
    }
    tops = tree.css("h1")[:2]
    if len(tops) == 1 and (is_proper_event(tops[0].text()) or SESSION.match(tops[0].text())):
        titles.add(plain(tops[0].text()))
    sites = {plain(content_of(tree, selector)) for selector in NAMES_OF_SITE}
    sites |= {plain(node.text()) for node in tree.css(OF_SITE)[:MOST_MARKED]}
    short = {site for site in sites if site and len(site.split()) <= MOST_WORDS}
    return Marks(frozenset(short - titles), frozenset(titles - {""}))


def is_proper_event(line: str) -> bool:
    """Whether the line is the name of an event, as "Blue Skills Forum" is and "Annual Conference" not."""
    line = " ".join(line.split())
    words = [word.casefold() for word in line.split()[:-1]]
    return bool(PROPER.fullmatch(line)) and not all(word in COMMON for word in words)


def content_of(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get("content") or "") if node is not None else ""


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
