"""What the styles and classes of an element say: weight, slant, lists of Word, hidden parts."""

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from importer.extract.html import attribute_of, is_hidden, is_large

from .runs import SAFE, Style

# The number or the sign that Word writes before an item, what is hidden, and comments.
LEFT_OUT = re.compile(
    r"mso-list\s*:\s*ignore|mso-hide\s*:\s*all|mso-element\s*:\s*(?:comment|header|footer)\b",
    re.IGNORECASE,
)
WORD_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.IGNORECASE)
NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivxlcdm]{1,6})[.)]", re.IGNORECASE)
QUOTATION = re.compile(r"\b(?:Mso(?:Intense)?Quote|quotations?)\b", re.IGNORECASE)
TITLE = re.compile(r"\bMsoTitle\b")
COMMENT = re.compile(r"\bMsoComment", re.IGNORECASE)
LEAST_BOLD = 600
DEEPEST_LIST = 5


@dataclass(frozen=True)
class ListPlace:
    """Where an item stands in a list."""

    depth: int
    is_numbered: bool


def is_left_out(node: LexborNode) -> bool:
    style = attribute_of(node, "style")
    return is_hidden(node) or bool(
        LEFT_OUT.search(style) or COMMENT.search(attribute_of(node, "class"))
    )


def style_of(node: LexborNode, tag: str, outer: Style) -> Style:
    """The style inside `node`. What its style says is stronger than what its name means: Google
    Docs wraps whole pages into a `b` of normal weight."""
    pairs = (part.partition(":") for part in attribute_of(node, "style").lower().split(";"))
    stated = {name.strip(): value.strip() for name, colon, value in pairs if colon}
    bold = outer.bold or tag in ("b", "strong") or (tag == "font" and is_large(node))
    if weight := stated.get("font-weight", ""):
        number = int(weight) if weight.isdecimal() else 0
        bold = weight.startswith("bold") or number >= LEAST_BOLD
    italic = outer.italic or tag in ("i", "em")
    if slant := stated.get("font-style", ""):
        italic = slant.startswith(("italic", "oblique"))
    script = tag if tag in ("sub", "sup") else outer.script
    if position := stated.get("vertical-align", ""):
        script = {"super": "sup", "sub": "sub"}.get(position, script)
    href = attribute_of(node, "href").strip() if tag == "a" else ""
    address = href if SAFE.fullmatch(href) else outer.href
    return replace(outer, bold=bold, italic=italic, script=script, href=address)


def place_in_list(node: LexborNode, depth: int, *, is_numbered: bool) -> ListPlace:
    """The place of an `li`. Word on the web gives each item a list of its own, and its level."""
    level = attribute_of(node, "data-aria-level") or attribute_of(node, "aria-level")
    depth = int(level) if level.isdecimal() and len(level) == 1 else depth
    return ListPlace(min(max(depth, 1), DEEPEST_LIST), is_numbered)


def place_in_word_list(node: LexborNode) -> ListPlace | None:
    """The place of a paragraph that Word numbers, or marks with a sign."""
    level = WORD_LIST.search(attribute_of(node, "style"))
    if level is None:
        return None
    signs = (span.text().strip() for span in node.css("span[style*=gnore]"))
    sign = next(filter(None, signs), "")
    return ListPlace(min(int(level[1]), DEEPEST_LIST), bool(NUMBERED.match(sign)))
