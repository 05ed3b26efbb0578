"""Rich text in other forms than HTML: a tree, Markdown, plain text.

Documents hold clean HTML. The other forms are made from it on request.
"""

import re
import string
from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag

Node = dict[str, Any]

MARKS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "code": "code",
    "sub": "subscript", "sup": "superscript",
}  # fmt: skip
BLOCKS = {
    "p": "paragraph", "blockquote": "blockquote", "li": "list_item", "ul": "list", "ol": "list",
    "h2": "heading", "h3": "heading", "h4": "heading",
}  # fmt: skip
SPACES = re.compile(r"\s+")
PUNCTUATION = frozenset(string.punctuation)


def tree_of(html: str) -> list[Node]:
    """`[{"type": "paragraph", "children": [{"type": "text", "text": "…", "marks": ["bold"]}]}]`."""
    return _wrapped(_nodes(BeautifulSoup(html, "html.parser"), ()))


def _nodes(holder: Tag, marks: tuple[str, ...]) -> list[Node]:
    nodes: list[Node] = []
    for child in holder.children:
        if isinstance(child, NavigableString):
            if text := SPACES.sub(" ", child):
                nodes.append({"type": "text", "text": text, "marks": list(marks)})
        elif isinstance(child, Tag):
            nodes += _of_tag(child, marks)
    return nodes


def _of_tag(tag: Tag, marks: tuple[str, ...]) -> list[Node]:
    if tag.name in MARKS:
        return _nodes(tag, tuple(dict.fromkeys((*marks, MARKS[tag.name]))))
    if tag.name == "br":
        return [{"type": "line_break"}]
    children = _nodes(tag, marks)
    if tag.name == "a":
        kind, key = tag.get("data-type"), tag.get("data-key")
        link = {"type": kind, "key": key} if kind else None
        return [{"type": "link", "href": tag.get("href"), "link": link, "children": children}]
    if tag.name not in BLOCKS:
        return children
    node: Node = {"type": BLOCKS[tag.name]}
    if node["type"] == "heading":
        node["level"] = int(tag.name[1])
    if node["type"] == "list":
        node["ordered"] = tag.name == "ol"
        children = [child for child in children if child["type"] == "list_item"]
    return [{**node, "children": children}]


def _is_inline(node: Node) -> bool:
    return node["type"] in ("text", "link", "line_break")


def _wrapped(nodes: list[Node]) -> list[Node]:
    """`nodes`, with loose inline nodes wrapped in paragraphs."""
    wrapped: list[Node] = []
    loose: list[Node] = []
    for node in [*nodes, None]:
        if node is not None and _is_inline(node):
            loose.append(node)
            continue
        if any(inline.get("text", "x").strip() for inline in loose):
            wrapped.append({"type": "paragraph", "children": loose})
        loose = []
        if node is not None:
            wrapped.append(node)
    return wrapped


def text_of(html: str) -> str:
    """The text alone, with an empty line between paragraphs and one line for each item."""
    return "\n\n".join(filter(None, (_words(node) for node in tree_of(html))))


def _words(node: Node) -> str:
    if node["type"] == "text":
        return node["text"]
    if node["type"] == "line_break":
        return "\n"
    parts = [_words(child) for child in node["children"]]
    if node["type"] == "list":
        return "\n".join(parts)
    if any(not _is_inline(child) for child in node["children"]):
        return "\n".join(filter(None, (part.strip() for part in parts)))
    text = "".join(parts)
    return text if node["type"] == "link" else text.strip()


def markdown_of(html: str) -> str:
    """CommonMark that a parser reads back as the same words."""
    return _blocks(tree_of(html))


def _blocks(nodes: list[Node]) -> str:
    """`nodes` with empty lines between them; a comment keeps two lists from becoming one."""
    written: list[str] = []
    before = None
    for node in nodes:
        if node["type"] == before == "list":
            written.append("<!-- -->")
        written.append(_markdown(node))
        before = node["type"]
    return "\n\n".join(filter(None, written))


def _markdown(node: Node) -> str:
    if node["type"] == "list":
        signs = [f"{number}." for number in range(1, len(node["children"]) + 1)]
        signs = signs if node["ordered"] else ["-"] * len(node["children"])
        items = zip(signs, node["children"], strict=True)
        return "\n".join(_indented(sign, _content(item)) for sign, item in items)
    if node["type"] == "heading":
        return f"{'#' * node['level']} {_content(node)}"
    if node["type"] == "blockquote":
        return "\n".join(f"> {line}".rstrip() for line in _content(node).split("\n"))
    return _content(node)


def _indented(sign: str, content: str) -> str:
    margin = " " * (len(sign) + 1)
    lines = content.split("\n")
    return "\n".join([f"{sign} {lines[0]}", *(f"{margin}{line}".rstrip() for line in lines[1:])])


def _content(node: Node) -> str:
    if node["type"] in ("paragraph", "heading"):
        return _line(node["children"]).strip()
    return _blocks(_wrapped(node["children"]))


def _line(nodes: list[Node]) -> str:
    written = ""
    for node in nodes:
        if node["type"] == "line_break":
            written = written.rstrip() + "\\\n"
        elif node["type"] == "link":
            href = re.sub(r"[<>\\\s]", _percent, node["href"] or "")
            written += f"[{_line(node['children'])}](<{href}>)"
        elif node["type"] == "text":
            written += _marked(node["text"], node["marks"], written[-1:])
        else:  # a block within a link: HTML allows it, Markdown does not
            written += _line(node["children"])
    return written


def _percent(match: re.Match) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode())


# Marks that Markdown has. HTML tags, which Markdown allows, serve for the others.
SIGNS = {"bold": ("**", "strong"), "italic": ("*", "em")}
TAGS = {"subscript": "sub", "superscript": "sup", "code": "code"}


def _marked(text: str, marks: list[str], before: str) -> str:
    """`text` with its marks. Spaces at its ends stay outside the marks."""
    inner = text.strip()
    if not inner or not marks:
        return _escaped(text)
    is_clear = inner[0] not in PUNCTUATION and inner[-1] not in PUNCTUATION and before != "*"
    written = _escaped(inner)
    for mark in reversed(marks):
        sign, tag = SIGNS.get(mark, ("", ""))
        if sign and is_clear and len(marks) == 1:
            written = f"{sign}{written}{sign}"
        else:
            name = tag or TAGS[mark]
            written = f"<{name}>{written}</{name}>"
    begin, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{begin}{written}{end}"


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in PUNCTUATION else letter for letter in text)


RICH_TEXT_FORMS: dict[str, Callable[[str], Any]] = {
    "html": str,
    "tree": tree_of,
    "markdown": markdown_of,
    "text": text_of,
}
