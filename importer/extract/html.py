"""Read a page saved as HTML. Lexbor parses it as a browser does. Nothing is fetched or run."""

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .boilerplate import is_boilerplate, without_related
from .html_data import data_of
from .html_limits import check_size
from .html_title import with_title
from .html_writer import (
    PageWriter,
    WriterContext,
    without_banner,
    without_indents,
    without_menus,
    without_names,
)
from .page import ParsedPage
from .place_marks import marked_places
from .words.labels import label_of

LEFT_OUT = frozenset(
    [
        "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "select",
        "option", "button", "input", "textarea", "nav", "head", "dialog", "video",
        "audio", "canvas", "math",
    ]
)  # fmt: skip
BLOCKS = frozenset(
    [
        "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "details",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]
)  # fmt: skip
INLINE = frozenset(["b", "strong", "span", "label", "em", "i"])
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCK_KINDS = {"blockquote": "quote", "li": "item", "dd": "item"}
SITE = re.compile(
    r"\b(?:nav|menu|breadcrumbs?|\w*cookie\w*|onetrust[\w-]*|cmplz[\w-]*|gdpr[\w-]*|consent[\w-]*|share|sharing|social|skip-link|wm-ipp[\w-]*|related|comments?"
    r"|site-(?:header|footer)|masthead|pagination|newsletter-popup|screen-reader-text|posted-on|entry-(?:date|meta)|post-(?:date|meta)|byline|pubdate)\b",
    re.IGNORECASE,
)
BESIDE = re.compile(r"\b(?:side-?bar|widget)\b", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)\s*-->")
MOST_LOGO_WORDS = 14
# The labels of a box beside the text that states facts of this event.
FACTS = re.compile(
    r"^\s*(?:event\s+|conference\s+)?(?:dates?|when|venue|where|location|time)\s*:?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
# event-date, event__venue
FACT = re.compile(
    r"(?:^|[\s_-])(?:dates?|time|hours|venue|location|where|when|lieu|ort|lugar|luogo|horaires?)(?:$|[\s_-])",
    re.IGNORECASE,
)
# A form with more text, or with half of that of the page, holds the page itself and not only fields.
LEAST_OF_PAGE = 1000


def read_html(html: str) -> ParsedPage:
    """The blocks of `html`. Its structured data and its addresses are at the end."""
    check_size(html)
    tree = LexborHTMLParser(html)
    writer = PageWriter()
    root = tree.css_first("main") or tree.css_first("[role=main]") or tree.body or tree.root
    if root is not None:
        _walk(root, writer)
    titled = with_title(tree, writer.text, without_banner(writer.text, writer.blocks))
    blocks = without_names(writer.text, without_indents(writer.text, titled.blocks))
    blocks = without_menus(writer.text, blocks)
    writer.blocks = without_related(writer.text, blocks)
    if titled.name:
        writer.add(titled.name, "heading", 1)
    if data := data_of(tree):
        writer.add(data, "data")
    for address in dict.fromkeys(_addresses(tree, html)):
        writer.add(address, "address", href=address)
    language = attribute_of(tree.root, "lang")
    return ParsedPage(
        writer.text,
        writer.blocks,
        language,
        marked_places=marked_places(tree),
        title_sure=titled.sure,
    )


def _walk(root: LexborNode, writer: PageWriter) -> None:
    """Visit each node once. A stack takes pages that are nested too deeply for recursion."""
    stack: list[tuple[LexborNode, WriterContext, bool]] = [(root, WriterContext(), False)]
    while stack:
        node, place, leaving = stack.pop()
        if leaving:
            _leave(node, place, writer)
            continue
        if node.is_text_node:
            writer.write(node.text_content or "", place)
            continue
        tag = (node.tag or "").casefold()
        if not node.is_element_node or tag in LEFT_OUT or is_hidden(node):
            continue
        if tag == "form" and not place.box_checked and not _holds_page(node, root):
            continue
        inner = _place(node, tag, place)
        if inner.is_block:
            writer.end(place)
        if tag == "img":
            _add_logo(node, place, writer)
        stack.append((node, inner, True))
        stack.extend((child, inner, False) for child in reversed(list(children_of(node))))


def _holds_page(form: LexborNode, root: LexborNode) -> bool:
    length = len(form.text())
    return length >= LEAST_OF_PAGE or length * 2 > len(root.text())


def _leave(node: LexborNode, place: WriterContext, writer: PageWriter) -> None:
    href = attribute_of(node, "href") if node.tag == "a" else ""
    if href and not href.startswith(("#", "javascript:", "data:")):
        writer.links.append((node.text(), href))
    if place.is_block or _names_next(node):
        writer.end(place)


def _names_next(node: LexborNode) -> bool:
    """Whether the element is a label, and the next one is its value without a space between them."""
    following = node.next
    if node.tag not in INLINE or following is None or not following.is_element_node:
        return False
    text = node.text().strip()
    label = label_of(text)
    return label is not None and label.end == len(text)


def _stands_alone(node: LexborNode) -> bool:
    """Whether the element states a fact and another one follows or precedes it without a space: "18 May
    2013" and "10.00 am" of two spans are two lines."""
    beside = [one for one in (node.prev, node.next) if one is not None]
    glued = any(one.is_element_node and one.tag == "span" for one in beside)
    return glued and bool(FACT.search(attribute_of(node, "class")))


def children_of(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _place(node: LexborNode, tag: str, outer: WriterContext) -> WriterContext:
    names = f"{attribute_of(node, 'class')} {attribute_of(node, 'id')} {attribute_of(node, 'role')}"
    beside = tag == "aside" or bool(BESIDE.search(names))
    site = tag not in ("body", "main", "article", "html") and bool(SITE.search(names))
    box_checked = outer.box_checked or tag == "form" or (beside and not outer.boilerplate)
    if beside and not outer.box_checked and not outer.boilerplate:
        site = site or not FACTS.search(node.text(separator="\n"))
    inner = replace(
        outer, boilerplate=outer.boilerplate or site, box_checked=box_checked, is_block=True
    )
    if tag in HEADINGS:
        return replace(inner, kind="heading", level=HEADINGS[tag])
    if tag in ("dt", "th"):
        return replace(inner, kind="paragraph", level=0, names_next=True)
    if tag in BLOCK_KINDS:
        return replace(inner, kind=BLOCK_KINDS[tag], level=0)
    if tag in ("cite", "footer", "figcaption") and outer.kind == "quote":
        return replace(inner, kind="paragraph", level=0)
    if tag == "span" and _stands_alone(node):
        return inner
    bold = outer.bold or tag in ("b", "strong") or (tag == "font" and is_large(node))
    return replace(inner, is_block=tag in BLOCKS, bold=bold)


def is_large(node: LexborNode) -> bool:
    return attribute_of(node, "size") in ("4", "5", "6", "7", "+1", "+2", "+3")


def is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(HIDDEN.search(attributes.get("style") or ""))
    )


def _add_logo(node: LexborNode, place: WriterContext, writer: PageWriter) -> None:
    """Add the alternative text of a picture. A logo may be the only place that names a partner."""
    label = " ".join(attribute_of(node, "alt").split())
    if label and len(label.split()) <= MOST_LOGO_WORDS:
        writer.end(place)
        writer.add(label, "boilerplate" if place.boilerplate or is_boilerplate(label) else "logo")


def _addresses(tree: LexborHTMLParser, html: str) -> Iterator[str]:
    for selector, name in (("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")):
        node = tree.css_first(selector)
        if node is not None and attribute_of(node, name).startswith("http"):
            yield attribute_of(node, name)
    if match := SAVED_FROM.search(html[:2000]):
        yield match.group(1)


def attribute_of(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "") if node is not None else ""
