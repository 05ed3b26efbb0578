"""The pages themselves, written by templates that are compiled once for a copy."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import ChainableUndefined, Environment, FileSystemLoader
from markupsafe import Markup, escape

from exports.media import media_path

from . import words
from .catalogue import Catalogue, Listed
from .paths import address, numbered
from .text import clean

Document = dict[str, Any]

TEMPLATES = Path(__file__).with_name("templates")
# No script, nothing from elsewhere: whatever words a page holds, they stay words.
POLICY = "default-src 'none'; img-src 'self' file:; style-src 'self' file:; base-uri 'none'"
OPEN = Markup('<span class="open">not stated</span>')
PER_PAGE = 500
SCHEMES = ("http://", "https://", "mailto:", "tel:")


class Row(NamedTuple):
    """A line of a list: a record, or a run of numbers that no record has (`path` is "")."""

    path: str
    title: str
    about: str
    role: str


Group = tuple[str, list[Row]]
Part = tuple[list[Group], bool]


class Templates(Environment):
    """Templates over documents: `d.items` is the key of a dict before it is anything else."""

    getattr = Environment.getitem  # type: ignore[assignment]


def environment(catalogue: Catalogue, media: str, root: str) -> Templates:
    """The templates for pages that lie at `root` ("../") from the first one."""
    made = Templates(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=ChainableUndefined,  # no kind has all fields, nor had a version of long ago
        auto_reload=False,
    )

    def link(record: Document, title: str | None = None) -> Markup:
        """A link to the record's page; its title alone where the copy does not hold it."""
        page = catalogue.page(record["type"], record["key"])
        words = escape(title or record["title"] or record["key"])
        if page is None:
            return words
        return Markup(f'<a href="{root}{address(page)}">{words}</a>')  # noqa: S704  is escaped

    def file_of(url: str) -> str | None:
        """The file that a document names by its address on the server."""
        path = media_path(url or "")
        return f"{root}{media}{address(path)}" if path and catalogue.has_media(path) else None

    made.globals |= {
        "link": link,
        "media": file_of,
        "fact": fact,
        "open": OPEN,
        "root": root,
        "policy": POLICY,
    }
    made.filters |= {
        "rich": lambda text: Markup(clean(text, catalogue, root)),  # noqa: S704  it is clean
        "from_root": lambda page: f"{root}{address(page)}",
        "page_number": lambda page, number: f"{root}{address(numbered(page, number))}",
        "web": lambda url: url if url.lower().startswith(SCHEMES) else "#",
        "runs": runs,
        **{each.__name__: each for each in WORDS},
    }
    made.globals["p"] = made.get_template("pieces.html").module  # once, not a page
    return made


WORDS: tuple[Callable, ...] = (
    words.label, words.country, words.dates, words.shown, words.day, words.moment, words.size,
    words.plain_line,
)  # fmt: skip


def fact(name: str, value: Any, lang: str = "") -> Markup:
    """A row of a list of facts; nothing for what is not stated. `lang` is an attribute."""
    if not value and value != 0:
        return Markup("")
    row = f"<div><dt>{escape(name)}</dt><dd{escape(lang)}>{escape(value)}</dd></div>\n"
    return Markup(row)  # noqa: S704  is escaped


def runs(numbers: list[int]) -> str:
    """`[10, 13, 14]` as "10, 13–14"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(span(first, last) for first, last in found)


def span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def timeline(editions: Iterable[Listed]) -> Iterator[tuple[str, Row]]:
    """Editions by number, each run of numbers that none of them has in its place."""
    before: int | None = None
    for each in editions:
        if each.ordinal is not None:
            if before is not None and each.ordinal > before + 1:
                missing = span(before + 1, each.ordinal - 1)
                yield "Editions", Row("", f"No. {missing}: no record found", "", "")
            before = each.ordinal
        yield "Editions", Row(each.path, each.title, each.about, "")


def chunks(rows: Iterator[tuple[str, Row]]) -> Iterator[Part]:
    """`rows`, each with the heading it stands under, as pages: groups, and whether more follow."""
    chunk = list(islice(rows, PER_PAGE))
    has_more = True
    while has_more:
        following = list(islice(rows, PER_PAGE))
        has_more = bool(following)
        yield grouped(chunk), has_more
        chunk = following


def grouped(rows: list[tuple[str, Row]]) -> list[Group]:
    return [
        (name, [row for _name, row in found]) for name, found in groupby(rows, lambda each: each[0])
    ]
