"""The guides: the Markdown of `docs/` as HTML, in the order of `docs/index.md`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from api.documentation.requests import linked_request, shell_lines

if TYPE_CHECKING:  # the library takes 1 MB, and only those who read the documentation need it
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

FOLDER: Path = settings.BASE_DIR / "docs"
HOME = "/api/v1/docs/"
INDEX = "index"


@dataclass(frozen=True)
class Section:
    """A heading with the text below it. The anchor of the title of a page is ""."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class Guide:
    """One page of `docs/`."""

    name: str
    title: str
    html: str
    sections: tuple[Section, ...]

    @property
    def url(self) -> str:
        return address_of(self.name)


@dataclass(frozen=True)
class Chapter:
    """A heading of `docs/index.md`, and the guides below it."""

    heading: str
    guides: tuple[Guide, ...]


@cache
def names() -> tuple[str, ...]:
    """The name of each guide: its path in `docs/` without the suffix."""
    paths = FOLDER.rglob("*.md")
    return tuple(sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in paths))


@cache
def pictures() -> dict[str, Path]:
    """`{name: path}` of each picture of a guide."""
    paths = (FOLDER / "pictures").iterdir()
    return {path.name: path for path in paths if path.suffix in (".png", ".svg")}


def address_of(name: str) -> str:
    page = name.removesuffix(INDEX).strip("/")
    return f"{HOME}{page}/" if page else HOME


@cache
def guide(name: str) -> Guide:
    """The guide of that name. Raises KeyError when there is none."""
    if name not in names():
        raise KeyError(name)
    markdown = _markdown()
    environment = {"name": name}
    tokens = markdown.parse((FOLDER / f"{name}.md").read_text("utf-8"), environment)
    _give_anchors(tokens)
    _lead_to_pages(tokens, name)
    sections = tuple(_sections(tokens))
    html = markdown.renderer.render(tokens, markdown.options, environment)
    return Guide(name, sections[0].heading, html, sections)


@cache
def chapters() -> tuple[Chapter, ...]:
    """The navigation: what `docs/index.md` lists."""
    text = (FOLDER / f"{INDEX}.md").read_text("utf-8")
    return tuple(
        Chapter(
            part.partition("\n")[0],
            tuple(guide(name) for name in re.findall(r"\]\(([\w/-]+)\.md\)", part)),
        )
        for part in text.split("\n## ")[1:]
    )


def anchor_of(heading: str) -> str:
    """The name that GitHub gives to a heading, so that links hold there and here."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    # Comments in HTML mark the parts of a page that a program writes.
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    markdown.add_render_rule("fence", _fence)
    markdown.add_render_rule("code_inline", _code)
    # A wide table scrolls in a frame that the keyboard reaches.
    markdown.add_render_rule("table_open", lambda *_: '<div class="table" tabindex="0"><table>')
    markdown.add_render_rule("table_close", lambda *_: "</table></div>")
    return markdown


def _fence(renderer: object, tokens: "list[Token]", index: int, *_: object) -> str:
    return shell_lines(tokens[index].content, tokens[index].info)


def _code(renderer: object, tokens: "list[Token]", index: int, *_: object) -> str:
    return linked_request(tokens[index].content)


def _give_anchors(tokens: "list[Token]") -> None:
    for opening, text in _headings(tokens):
        opening.attrSet("id", anchor_of(text.content))


def _headings(tokens: "list[Token]") -> "Iterator[tuple[Token, Token]]":
    for opening, text in pairwise(tokens):
        if opening.type == "heading_open":
            yield opening, text


def _lead_to_pages(tokens: "list[Token]", name: str) -> None:
    """Let links between files lead between pages. A file that is no page stays a word."""
    for inline in (child for token in tokens for child in [token.children or []]):
        ended: list[bool] = []
        for token in inline:
            if token.type == "image":
                token.attrSet("src", HOME + _beside(name, str(token.attrGet("src"))))
                token.attrSet("loading", "lazy")
            elif token.type == "link_open":
                address = _page_address(name, str(token.attrGet("href")))
                ended.append(address is None)
                if address is None:
                    token.hidden, token.tag, token.attrs = True, "span", {}
                else:
                    token.attrSet("href", address)
            elif token.type == "link_close" and ended.pop():
                token.hidden, token.tag = True, "span"


def _page_address(name: str, target: str) -> str | None:
    """The address that a link of a guide leads to. None for a file that is no guide."""
    parts = urlsplit(target)
    if parts.scheme or not parts.path:
        return target
    path = _beside(name, parts.path)
    if not path.endswith(".md") or path.removesuffix(".md") not in names():
        return None
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return address_of(path.removesuffix(".md")) + fragment


def _beside(name: str, path: str) -> str:
    """`path`, which stands in the guide `name`, from the folder of all guides."""
    parts: list[str] = []
    for part in (PurePosixPath(name).parent / path).parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _sections(tokens: "list[Token]") -> Iterator[Section]:
    """The page cut at its headings, as text for the search."""
    anchor, heading, texts = "", "", list[str]()
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            if heading:
                yield Section(anchor, heading, " ".join(texts))
            anchor = "" if not heading else str(token.attrGet("id"))
            heading, texts = _plain(tokens[index + 1]), []
        elif token.type in ("inline", "fence") and tokens[index - 1].type != "heading_open":
            texts.append(_plain(token))
    yield Section(anchor, heading, " ".join(texts))


def _plain(token: "Token") -> str:
    if token.children is None:
        return token.content
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children
    )
