"""The pages, written by templates that are compiled once for a copy."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import ChainableUndefined, Environment, FileSystemLoader
from markupsafe import Markup, escape

from exports.media import media_path

from . import formatting
from .catalogue import Catalogue, Listed
from .paths import address, numbered
from .text import clean

Document = dict[str, Any]

TEMPLATES = Path(__file__).with_name("templates")
# No script and nothing from other sites, so that text can never run as code.
POLICY = "default-src 'none'; img-src 'self' file:; style-src 'self' file:; base-uri 'none'"
OPEN = Markup('<span class="open">not stated</span>')
PER_PAGE = 500
SCHEMES = ("http://", "https://", "mailto:", "tel:")


class ListRow(NamedTuple):
    """A line of a list: a record, or a gap in the numbers, with "" as `path`."""

    path: str
    title: str
    about: str
    role: str


Group = tuple[str, list[ListRow]]
Part = tuple[list[Group], bool]


class Templates(Environment):
    """Templates over documents: `d.items` is the key of a dict, not its method."""

    getattr = Environment.getitem  # type: ignore[assignment]


def environment(catalogue: Catalogue, media: str, root: str) -> Templates:
    """The templates for pages from which `root` ("../") leads to the first page."""
    templates = Templates(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=ChainableUndefined,  # no kind has all fields, and old versions lack some
        auto_reload=False,
    )

    def link(record: Document, title: str | None = None) -> Markup:
        """A link to the record's page. Without a page, only its title."""
        page = catalogue.page(record["type"], record["key"])
        text = escape(title or record["title"] or record["key"])
        if page is None:
            return text
        return Markup(f'<a href="{root}{address(page)}">{text}</a>')  # noqa: S704  is escaped

    def file_of(url: str) -> str | None:
        """The path of the file that a document names by its URL."""
        path = media_path(url or "")
        return f"{root}{media}{address(path)}" if path and catalogue.has_media(path) else None

    templates.globals |= {
        "link": link,
        "media": file_of,
        "fact": fact,
        "open": OPEN,
        "root": root,
        "policy": POLICY,
    }
    templates.filters |= {
        "rich": lambda text: Markup(clean(text, catalogue, root)),  # noqa: S704  it is clean
        "from_root": lambda page: f"{root}{address(page)}",
        "page_number": lambda page, number: f"{root}{address(numbered(page, number))}",
        "web": lambda url: url if url.lower().startswith(SCHEMES) else "#",
        "runs": runs,
        **{function.__name__: function for function in FILTERS},
    }
    templates.globals["p"] = templates.get_template("pieces.html").module  # once, not for each page
    return templates


FILTERS: tuple[Callable, ...] = (
    formatting.label, formatting.country, formatting.dates, formatting.date, formatting.day,
    formatting.time, formatting.size, formatting.plain_line,
)  # fmt: skip


def fact(name: str, value: Any, lang: str = "") -> Markup:
    """A row of a list of facts. "" when `value` is not stated. `lang` is an attribute."""
    if not value and value != 0:
        return Markup("")
    row = f"<div><dt>{escape(name)}</dt><dd{escape(lang)}>{escape(value)}</dd></div>\n"
    return Markup(row)  # noqa: S704  is escaped


def runs(numbers: list[int]) -> str:
    """`[10, 13, 14]` as "10, 13–14"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(span(first, last) for first, last in spans)


def span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def timeline(editions: Iterable[Listed]) -> Iterator[tuple[str, ListRow]]:
    """Editions by number, with each gap in its place."""
    before: int | None = None
    for edition in editions:
        if edition.ordinal is not None:
            if before is not None and edition.ordinal > before + 1:
                missing = span(before + 1, edition.ordinal - 1)
                yield "Editions", ListRow("", f"No. {missing}: no record found", "", "")
            before = edition.ordinal
        yield "Editions", ListRow(edition.path, edition.title, edition.about, "")


def chunks(rows: Iterator[tuple[str, ListRow]]) -> Iterator[Part]:
    """`rows`, each with its heading, as pages of groups, and whether another page follows."""
    chunk = list(islice(rows, PER_PAGE))
    has_more = True
    while has_more:
        following = list(islice(rows, PER_PAGE))
        has_more = bool(following)
        yield grouped(chunk), has_more
        chunk = following


def grouped(rows: list[tuple[str, ListRow]]) -> list[Group]:
    return [(name, [row for _name, row in group]) for name, group in groupby(rows, itemgetter(0))]
