"""A page saved as HTML. Lexbor reads it as a browser does; nothing is fetched or run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .chrome import is_chrome
from .page import Block, Page
from .source import Unreadable

LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "form",
        "nav",
        "aside",
        "head",
        "dialog",
        "video",
        "audio",
        "canvas",
        "math",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
KINDS = {"blockquote": "quote", "li": "item", "dd": "item", "td": "item"}
SITE = re.compile(
    r"\b(?:nav|menu|breadcrumbs?|cookies?|share|sharing|social|skip-link|sidebar|related|comments?"
    r"|site-(?:header|footer)|masthead|pagination|newsletter-popup|screen-reader-text)\b",
    re.IGNORECASE,
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)\s*-->")
MOST_LOGO_WORDS = 14
# Deeper than any page, and little enough that the parser, which searches upwards, stays quick.
DEEPEST = 3000
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b", re.IGNORECASE)
# Their ends may be left out, so that they seem to lie within each other.
OPEN_ENDED = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "col",
        "wbr",
        "area",
        "base",
        "source",
        "param",
        "embed",
        "colgroup",
    ]
)


@dataclass
class Place:
    """What the elements around a text make of it; `parted` when the last one is a block."""

    kind: str = "paragraph"
    level: int = 0
    chrome: bool = False
    parted: bool = False


@dataclass
class Writer:
    """The text of a page as it grows, and its blocks."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)

    def end(self, place: Place) -> None:
        """Close the block that is open, if it says anything."""
        words = " ".join("".join(self.words).split())
        whole = [href for text, href in self.links if " ".join(text.split()) == words]
        self.words, self.links = [], []
        if words:
            kind = "chrome" if place.chrome or is_chrome(words) else place.kind
            self.add(words, kind, place.level, whole[0] if whole else "")

    def add(self, words: str, kind: str, level: int = 0, href: str = "") -> None:
        start = self.length
        self.parts.append(f"{words}\n\n")
        self.length += len(words) + 2
        self.blocks.append(Block(start, start + len(words), kind, level=level, href=href))


def read_html(html: str) -> Page:
    """The blocks of `html`, with the addresses it gives for itself at the end."""
    _check_depth(html)
    tree = LexborHTMLParser(html)
    writer = Writer()
    root = tree.css_first("main") or tree.css_first("[role=main]") or tree.body or tree.root
    if root is not None:
        _walk(root, writer)
    if not any(block.kind == "heading" and block.level == 1 for block in writer.blocks):
        _add_title(tree, writer)
    for address in dict.fromkeys(_addresses(tree, html)):
        writer.add(address, "address", href=address)
    return Page("".join(writer.parts), writer.blocks, _attribute(tree.root, "lang"))


def _check_depth(html: str) -> None:
    depth: dict[str, int] = {}
    for match in TAG.finditer(html):
        tag = match.group(2).casefold()
        if tag not in OPEN_ENDED:
            depth[tag] = max(depth.get(tag, 0) + (-1 if match.group(1) else 1), 0)
            if depth[tag] > DEEPEST:
                raise Unreadable(f"Its elements lie more than {DEEPEST} deep, as in no page.")


def _walk(root: LexborNode, writer: Writer) -> None:
    """Each node once, with a stack: a deeply nested page is no danger."""
    stack: list[tuple[LexborNode, Place, bool]] = [(root, Place(), False)]
    while stack:
        node, place, leaving = stack.pop()
        if leaving:
            _leave(node, place, writer)
            continue
        if node.is_text_node:
            writer.words.append(node.text_content or "")
            continue
        tag = (node.tag or "").casefold()
        if not node.is_element_node or tag in LEFT_OUT or _is_hidden(node):
            continue
        inner = _place(node, tag, place)
        if inner.parted:
            writer.end(place)
        if tag == "img":
            _add_logo(node, place, writer)
        stack.append((node, inner, True))
        stack.extend((child, inner, False) for child in reversed(list(_children(node))))


def _leave(node: LexborNode, place: Place, writer: Writer) -> None:
    if node.tag == "a" and (href := _attribute(node, "href")).startswith(("http", "/", "mailto:")):
        writer.links.append((node.text(), href))
    if place.parted:
        writer.end(place)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _place(node: LexborNode, tag: str, outer: Place) -> Place:
    names = f"{_attribute(node, 'class')} {_attribute(node, 'id')} {_attribute(node, 'role')}"
    chrome = outer.chrome or (
        tag not in ("body", "main", "article", "html") and bool(SITE.search(names))
    )
    if tag in HEADINGS:
        return Place("heading", HEADINGS[tag], chrome, parted=True)
    if tag in KINDS:
        return Place(KINDS[tag], 0, chrome, parted=True)
    if tag in ("cite", "footer", "figcaption") and outer.kind == "quote":
        return Place("paragraph", 0, chrome, parted=True)
    return Place(outer.kind, outer.level, chrome, parted=tag in BLOCKS)


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(HIDDEN.search(attributes.get("style") or ""))
    )


def _add_logo(node: LexborNode, place: Place, writer: Writer) -> None:
    """The text of a picture: a partner may be named by its logo alone."""
    words = " ".join(_attribute(node, "alt").split())
    if words and len(words.split()) <= MOST_LOGO_WORDS:
        writer.end(place)
        writer.add(words, "chrome" if place.chrome or is_chrome(words) else "logo")


def _add_title(tree: LexborHTMLParser, writer: Writer) -> None:
    """The title of a page that has no first heading, without the name of the site behind it."""
    title = tree.css_first("head > title")
    words = " ".join((title.text() if title else "").split())
    words = re.split(r"\s+[|·«»–—-]\s+(?=[^|·«»]*$)", words)[0]
    if words and words not in "".join(writer.parts):
        writer.add(words, "heading", 1)


def _addresses(tree: LexborHTMLParser, html: str) -> Iterator[str]:
    for selector, name in (("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")):
        node = tree.css_first(selector)
        if node is not None and _attribute(node, name).startswith("http"):
            yield _attribute(node, name)
    if match := SAVED_FROM.search(html[:2000]):
        yield match.group(1)


def _attribute(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "") if node is not None else ""
