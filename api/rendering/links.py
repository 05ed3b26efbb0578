"""The link targets in the rich text of a batch, read at once."""

from collections.abc import Iterable

from wagtail.models import Page

from archive.addresses import file_url, page_url
from cms.models import ArchivePage, CustomDocument, FrontEndPaths
from cms.text.markup import Target, targets_in
from cms.text.numbers import whole_number


class Targets:
    """The pages and documents that rich text links to, public or not."""

    def __init__(self, paths: FrontEndPaths) -> None:
        self._paths = paths
        self._records: dict[Target, ArchivePage | CustomDocument | None] = {}

    def load(self, texts: Iterable[str]) -> None:
        """Read the targets of all links in `texts`, in a constant number of queries."""
        missing = set().union(*map(targets_in, texts)) - self._records.keys()
        self._records.update(dict.fromkeys(missing))
        pages = [pk for kind, pk in missing if kind == "page"]
        for page in Page.objects.filter(pk__in=pages).specific() if pages else ():
            if isinstance(page, ArchivePage):
                self._records["page", page.pk] = page
        documents = [pk for kind, pk in missing if kind == "document"]
        for document in CustomDocument.objects.filter(pk__in=documents) if documents else ():
            self._records["document", document.pk] = document

    def records(self) -> list[ArchivePage | CustomDocument]:
        """All targets that were read."""
        return [record for record in self._records.values() if record is not None]

    def of(self, kind: str, number: str) -> ArchivePage | CustomDocument | None:
        """The target of `<a linktype="kind" id="number">`, or None."""
        pk = whole_number(number)
        if pk is None:
            return None
        return self._records.get((kind, pk))

    def address_of(self, record: ArchivePage | CustomDocument) -> str | None:
        """The URL of `record`: a page on the front end, a document's file on this server."""
        if isinstance(record, CustomDocument):
            return file_url(record)
        path = self._paths.of(record)
        return page_url(path) if path else None
