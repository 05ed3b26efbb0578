"""Rendering records as JSON, with only what the public may see."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any, cast

from wagtail.models import Page

from api.rendering.images import Pictures
from api.rendering.links import Targets
from api.rendering.rich_text import clean_rich_text
from archive.addresses import api_url, file_url, page_url, record_url
from archive.keys import Keys
from archive.visibility import Visibility
from cms.attribution import ATTRIBUTION
from cms.models import (
    CustomDocument,
    CustomImage,
    Identified,
    Quote,
    Reference,
)

Json = dict[str, Any]
# An `Identified` record of any kind: each has a title and a slug, as a field or a property.
Linked = Any


class Render:
    """Renders one batch of records. `of(record)` begins a record; `finish()` fills in the keys.

    Every record that is looked at becomes a dependency, public or not. A record that is not public
    is None here, so it can never reach a document.
    """

    def __init__(self, visibility: Visibility, keys: Keys) -> None:
        self.visibility = visibility
        self.keys = keys
        self.dependencies: set[uuid.UUID] = set()
        self._subject: uuid.UUID | None = None
        self._links: list[tuple[Json, Identified]] = []
        self.pictures = self.make_pictures()
        self.paths = visibility.paths
        self.targets = Targets(visibility.paths)

    def make_pictures(self) -> Pictures:
        return Pictures()

    def of(self, record: Identified) -> None:
        """Begin the document of `record`. Records looked at from now on are its dependencies."""
        self.dependencies = set()
        self._subject = record.uid

    def finish(self) -> None:
        """Fill in the keys and URLs of all links and the sizes of all images, in bulk."""
        self.keys.load([record for _link, record in self._links])
        for link, record in self._links:
            link["key"] = self.keys.of(record)
            link["url"] = api_url(record.plural, link["key"])
            if not link["html_url"]:
                link["html_url"] = record_url(record.plural, link["key"])
        self.pictures.fill()

    def note(self, record: Identified) -> None:
        if record.uid != self._subject:
            self.dependencies.add(record.uid)

    def sees(self, record: Linked | None) -> bool:
        """Note `record` as a dependency, and return whether it is public."""
        if record is None:
            return False
        self.note(record)
        return self.visibility.allows(record)

    def head(self, record: Linked, **more: Any) -> Json:
        """The first keys of a document, with `more` before the slug."""
        head = self.reference_to(record)
        title = head.pop("title")
        head.update(locale=locale_of(record))
        head.update(more, slug=record.slug, title=title)
        return head

    def link(self, record: Linked | None, facts: Callable[[], Json] | None = None) -> Json | None:
        """A link to `record` with `facts`; None for what is not public."""
        if record is None:
            return None
        if not self.sees(record):
            return self.hidden(record, facts)
        link = self.reference_to(record)
        link.update(facts() if facts else {})
        return link

    def hidden(self, record: Linked, facts: Callable[[], Json] | None) -> Json | None:
        """The placeholder for a record that is not public: None."""
        return None

    def reference_to(self, record: Linked) -> Json:
        """A link to a record that is public."""
        link: Json = {
            "id": str(record.uid),
            "type": record.kind,
            "key": None,
            "url": None,
            "html_url": self.address_of(record),
            "title": record.title,
        }
        self._links.append((link, record))
        return link

    def alternate(self, record: Linked) -> Json:
        """A link to a public translation, with its language and its place on the front end."""
        link = self.reference_to(record)
        link.update(locale=locale_of(record))
        return link

    def address_of(self, record: Linked) -> str | None:
        """The address of a page on the front end; None where it is made from the key."""
        path = self.paths.of(record) if isinstance(record, Page) else None
        return page_url(path) if path else None

    def links(self, records: Iterable[Linked | None]) -> list[Json]:
        """The links to the public ones of `records`, in order."""
        return [link for record in records if (link := self.link(record))]

    def rich_text(self, html: str) -> str:
        """Clean HTML with absolute addresses; a link to something hidden is plain words."""
        return clean_rich_text(html, self.targets, self.keys, self.sees)

    def image(
        self, image: CustomImage | None, alt: str | None = None, use: str = ""
    ) -> Json | None:
        """A picture with its sizes, or those of one `use`. `alt`: its words in this place."""
        return self.link(image, lambda: self.pictures.picture(cast(CustomImage, image), alt, use))

    def document(self, document: CustomDocument | None) -> Json | None:
        """A link to a document, with its file."""
        return self.link(document, lambda: {"file": file_of(cast(CustomDocument, document))})

    def quote(self, quote: Quote | None) -> Json | None:
        """A quote within another document. The rule of its occasion applies here too."""
        return self.link(quote, lambda: self.quote_facts(cast(Quote, quote)))

    def quote_facts(self, quote: Quote) -> Json:
        return {
            "text": quote.text,
            "language": quote.language,
            **self.attribution(quote),
            "occasion_stated": quote.occasion_stated or None,
            "verification": quote.verification,
        }

    def attribution(self, quote: Quote) -> Json:
        """The attribution, or nothing if the rule of the occasion forbids it."""
        if quote.occasion_event is not None:
            self.note(quote.occasion_event)
        if not quote.may_be_attributed:
            return dict.fromkeys(ATTRIBUTION)
        return {
            "speaker": self.link(quote.speaker),
            "speaker_organisation": self.link(quote.speaker_organisation),
            "attribution_stated": quote.attribution_stated or None,
            "role_then": quote.role_then or None,
        }

    def reference(self, reference: Reference | None) -> Json | None:
        """A reference, with its facts as stated."""
        return self.link(reference, lambda: reference_facts(cast(Reference, reference)))


def locale_of(record: Identified) -> str | None:
    """The language code of a record that can be translated; None for a file."""
    locale = getattr(record, "locale", None)
    return locale.language_code if locale else None


def reference_facts(reference: Reference) -> Json:
    return {
        "kind": reference.reference_kind,
        "issuer": reference.issuer or None,
        "symbol": reference.symbol or None,
        "body_name": reference.body_name or None,
        "session_number": reference.session_number,
        "facts_stated": reference.facts_stated or None,
        "dates": reference.dates_document(),
        "website": reference.url or None,
    }


def file_of(document: CustomDocument) -> Json:
    """`{"url", "filename", "media_type", "size", "sha256"}`."""
    return {
        "url": file_url(document),
        "filename": document.filename,
        "media_type": document.content_type,
        "size": document.file_size,
        "sha256": document.sha256 or None,
    }
