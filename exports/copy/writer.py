"""Write all files of a copy, one after the other."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from markupsafe import Markup

from archive.encoding import timestamp
from archive.registry import Resource
from exports.snapshot import Snapshot
from frontend.rendering.environment import Templates, environment
from frontend.rendering.rows import ListRow, timeline
from frontend.rendering.words import Words
from frontend.static import STYLE

from .addresses import CopyAddresses, Part, chunks
from .catalogue import Catalogue, ListedRecord
from .paths import numbered, page_of

Document = dict[str, Any]
File = tuple[str, bytes]

# No script and nothing from other sites, so that text can never run as code.
POLICY = "default-src 'none'; img-src 'self' file:; style-src 'self' file:; base-uri 'none'"
# Always in English, so that the bytes stay the same.
LANGUAGE = "en"
SERIES_ON_INDEX = 200
NO_SITE: Document = {"title": "Archive", "locale": "en", "body": []}


class CopyWriter:
    """Writes every page. All except the first are in the folder of their kind."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue, media: str) -> None:
        self.snapshot = snapshot
        self.catalogue = catalogue
        self.sites = list(snapshot.documents("site"))
        own = [site for site in self.sites if site["locale"] == settings.LANGUAGE_CODE]
        self.site: Document = next(iter(own + self.sites), NO_SITE)
        self.resources = [resource for resource in snapshot.kinds() if resource.kind != "site"]
        self.titles = {resource.kind: resource.plural.capitalize() for resource in snapshot.kinds()}
        self.words = Words(LANGUAGE)
        self.addresses = CopyAddresses(catalogue, media, "../")
        self.below = environment(self.addresses, LANGUAGE, "copy.html", "not stated")
        above = CopyAddresses(catalogue, media, "")
        self.first = environment(above, LANGUAGE, "copy.html", "not stated")
        self.kinds = [
            {"page": f"{resource.plural}/index.html", "plural": resource.plural,
             "title": self.titles[resource.kind], "count": count}
            for resource in self.resources
            if (count := catalogue.count(resource.kind))
        ]  # fmt: skip
        self._frame(self.below, "../")
        self._frame(self.first, "")

    def _frame(self, templates: Templates, root: str) -> None:
        """The frame around the content of a page, written once for each kind."""
        templates.globals |= {
            "root": root,
            "policy": POLICY,
            "site": self.site,
            "kinds": self.kinds,
            "sequence": self.snapshot.head.sequence,
            "recorded_at": timestamp(self.snapshot.head.recorded_at),
        }
        frame = templates.get_template("copy_frame.html")
        folders = ["", *(resource.plural for resource in self.snapshot.kinds())]
        templates.globals["frame"] = {here: Markup(frame.render(here=here)) for here in folders}  # noqa: S704

    def files(self) -> Iterator[File]:
        yield "style.css", STYLE.read_bytes()
        yield "index.html", self._index()
        for resource in self.resources:
            if self.catalogue.count(resource.kind):
                yield from self._list(resource)
        for resource in self.snapshot.kinds():
            for line, document in enumerate(self.snapshot.documents(resource.kind), 1):
                yield from self._record(resource, document, line)

    def _index(self) -> bytes:
        series = list(islice(self.snapshot.documents("series"), SERIES_ON_INDEX + 1))
        page = self.first.get_template("copy_index.html").render(
            here="",
            series=series[:SERIES_ON_INDEX],
            more_series=self.catalogue.count("series") if len(series) > SERIES_ON_INDEX else 0,
            others=[site for site in self.sites if site is not self.site],
            lang=lang(self.site),
        )
        return page.encode()

    def _list(self, resource: Resource) -> Iterator[File]:
        """All records of a kind, on as many pages as they need."""
        title = self.titles[resource.kind]
        rows = ((title, self._row(record)) for record in self.catalogue.listed(resource.kind))
        context = {"here": resource.plural, "title": title, "up": ""}
        yield from self._pages(f"{resource.plural}/index.html", chunks(rows), 1, context)

    def _pages(
        self, page: str, parts: Iterable[Part], first: int, context: dict[str, str]
    ) -> Iterator[File]:
        template = self.below.get_template("more.html")
        for number, (groups, has_more) in enumerate(parts, first):
            html = template.render(
                page=page, number=number, groups=groups, has_more=has_more, **context
            )
            yield numbered(page, number), html.encode()

    def _record(self, resource: Resource, document: Document, line: int) -> Iterator[File]:
        """The page of a record, and the further pages of a long list.

        `line` is the line number of the document in the file of its kind.
        """
        page = page_of(document)
        parts = chunks(self._linking_to(resource, page))
        groups, has_more = next(parts)
        context = {"here": resource.plural, "title": document["title"] or document["key"]}
        html = self.below.select_template([f"kinds/{resource.kind}.html", "record.html"]).render(
            d=document,
            page=page,
            line=line,
            kind=resource.kind.capitalize(),
            lang=lang(document),
            groups=groups,
            has_more=has_more,
            pager=True,
            history=self.catalogue.history(document["id"]),
            **context,
        )
        yield page, html.encode()
        yield from self._pages(page, parts, 2, {**context, "up": self.addresses.place(page)})

    def _linking_to(self, resource: Resource, page: str) -> Iterator[tuple[str, ListRow]]:
        """The editions of a series, then all records that link to the record, kind by kind."""
        if resource.kind == "series":
            editions = self.catalogue.editions(page)
            numbered_rows = ((record.ordinal, self._row(record, "")) for record in editions)
            for row in timeline(numbered_rows, self.words):
                yield "Editions", row
        for record in self.catalogue.linking_to(page):
            yield f"{self.titles[record.kind]} that name it", self._row(record, record.role)

    def _row(self, record: ListedRecord, role: str = "") -> ListRow:
        return ListRow(self.addresses.place(record.path), record.title, record.about, role)


def lang(document: Document) -> Markup:
    """The attribute for text of the document. The other text of a page is English."""
    locale = document["locale"]
    return Markup(' lang="{}"').format(locale) if locale and locale != "en" else Markup("")
