"""All files of a copy, one after the other."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from markupsafe import Markup

from archive.encoding import timestamp
from archive.registry import Resource
from exports.snapshot import Source

from .catalogue import Catalogue, Listed
from .pages import Part, Row, Templates, chunks, environment, timeline
from .paths import numbered, page_of

Document = dict[str, Any]
File = tuple[str, bytes]

STYLE = Path(__file__).with_name("style.css")
SERIES_ON_INDEX = 200
NO_SITE: Document = {"title": "Archive", "locale": "en", "body": []}


class Writer:
    """Writes every page. All but the first one lie in a folder of their kind."""

    def __init__(self, source: Source, catalogue: Catalogue, media: str) -> None:
        self.source = source
        self.catalogue = catalogue
        self.sites = list(source.documents("site"))
        own = [each for each in self.sites if each["locale"] == settings.LANGUAGE_CODE]
        self.site: Document = next(iter(own + self.sites), NO_SITE)
        self.resources = [each for each in source.kinds() if each.kind != "site"]
        self.titles = {each.kind: each.plural.capitalize() for each in source.kinds()}
        self.below = environment(catalogue, media, "../")
        self.first = environment(catalogue, media, "")
        self.kinds = [
            {"page": f"{each.plural}/index.html", "plural": each.plural,
             "title": self.titles[each.kind], "count": count}
            for each in self.resources
            if (count := catalogue.count(each.kind))
        ]  # fmt: skip
        for templates in (self.below, self.first):
            self._frame(templates)

    def _frame(self, templates: Templates) -> None:
        """What every page shows around its content, written once for each kind."""
        templates.globals |= {
            "site": self.site,
            "kinds": self.kinds,
            "sequence": self.source.head.sequence,
            "recorded_at": timestamp(self.source.head.recorded_at),
        }
        frame = templates.get_template("frame.html")
        places = ["", *(each.plural for each in self.source.kinds())]
        templates.globals["frame"] = {here: Markup(frame.render(here=here)) for here in places}  # noqa: S704

    def files(self) -> Iterator[File]:
        yield "style.css", STYLE.read_bytes()
        yield "index.html", self._index()
        for resource in self.resources:
            if self.catalogue.count(resource.kind):
                yield from self._list(resource)
        for resource in self.source.kinds():
            for line, document in enumerate(self.source.documents(resource.kind), 1):
                yield from self._record(resource, document, line)

    def _index(self) -> bytes:
        series = list(islice(self.source.documents("series"), SERIES_ON_INDEX + 1))
        page = self.first.get_template("index.html").render(
            here="",
            series=series[:SERIES_ON_INDEX],
            more_series=self.catalogue.count("series") if len(series) > SERIES_ON_INDEX else 0,
            others=[each for each in self.sites if each is not self.site],
            lang=lang(self.site),
        )
        return page.encode()

    def _list(self, resource: Resource) -> Iterator[File]:
        """All records of a kind, on as many pages as they need."""
        title = self.titles[resource.kind]
        rows = ((title, row_of(each)) for each in self.catalogue.listed(resource.kind))
        shown = {"here": resource.plural, "title": title, "up": ""}
        yield from self._pages(f"{resource.plural}/index.html", chunks(rows), 1, shown)

    def _pages(
        self, page: str, parts: Iterable[Part], first: int, shown: dict[str, str]
    ) -> Iterator[File]:
        template = self.below.get_template("more.html")
        for number, (groups, has_more) in enumerate(parts, first):
            written = template.render(
                page=page, number=number, groups=groups, has_more=has_more, **shown
            )
            yield numbered(page, number), written.encode()

    def _record(self, resource: Resource, document: Document, line: int) -> Iterator[File]:
        """The page of a record, and the pages on which a long list goes on.

        `line` is the number of the document among all of its kind.
        """
        page = page_of(document)
        parts = chunks(self._leading_to(resource, page))
        groups, has_more = next(parts)
        shown = {"here": resource.plural, "title": document["title"] or document["key"]}
        written = self.below.get_template(f"kinds/{resource.kind}.html").render(
            d=document,
            page=page,
            line=line,
            kind=resource.kind.capitalize(),
            lang=lang(document),
            groups=groups,
            has_more=has_more,
            history=self.catalogue.history(document["id"]),
            **shown,
        )
        yield page, written.encode()
        yield from self._pages(page, parts, 2, {**shown, "up": page})

    def _leading_to(self, resource: Resource, page: str) -> Iterator[tuple[str, Row]]:
        """The editions of a series; then all that leads to the record, kind by kind."""
        if resource.kind == "series":
            yield from timeline(self.catalogue.editions(page))
        for each in self.catalogue.leading_to(page):
            yield f"{self.titles[each.kind]} that name it", row_of(each)


def row_of(each: Listed) -> Row:
    return Row(each.path, each.title, each.about, each.role)


def lang(document: Document) -> Markup:
    """The attribute for words of the document, in a page whose own words are English."""
    locale = document["locale"]
    return Markup(' lang="{}"').format(locale) if locale and locale != "en" else Markup("")
