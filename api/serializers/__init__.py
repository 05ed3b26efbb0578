"""The documents of all kinds, and the items of their lists."""

from .base import DocumentSerializer, summary_of
from .document import DownloadSerializer
from .event import EventSerializer
from .image import ImageSerializer
from .partner import PartnerSerializer
from .person import PersonSerializer
from .quote import QuoteSerializer
from .reference import ReferenceSerializer
from .series import SeriesSerializer
from .site import SiteSerializer
from .theme import ThemeSerializer
from .venue import VenueSerializer

DOCUMENT_SERIALIZERS: dict[str, type[DocumentSerializer]] = {
    "series": SeriesSerializer,
    "event": EventSerializer,
    "quote": QuoteSerializer,
    "partner": PartnerSerializer,
    "person": PersonSerializer,
    "theme": ThemeSerializer,
    "venue": VenueSerializer,
    "reference": ReferenceSerializer,
    "document": DownloadSerializer,
    "image": ImageSerializer,
    "site": SiteSerializer,
}

HEAD = ("id", "type", "key", "url", "html_url", "locale", "slug", "title")

# What an item of a list shows; `fields` of the record itself has everything.
SUMMARY_FIELDS: dict[str, tuple[str, ...]] = {
    "series": (*HEAD, "summary", "cadence_stated", "organiser", "themes", "editions", "span",
               "gaps", "image", "meta"),
    "event": (*HEAD[:6], "code", *HEAD[6:], "series", "ordinal", "kind", "access", "mode",
              "phase", "dates", "venue", "place_stated", "organiser", "partners", "summary",
              "themes", "image", "meta"),
    "quote": (*HEAD, "text", "language", "speaker", "speaker_organisation", "attribution_stated",
              "role_then", "occasion", "verification", "meta"),
    "partner": (*HEAD, "acronym", "kind", "country", "parent", "website", "logo", "meta"),
    "person": (*HEAD, "sort_name", "honorific", "portrait", "meta"),
    "theme": (*HEAD, "broader", "alternative_labels", "summary", "meta"),
    "venue": (*HEAD, "locality", "country", "latitude", "longitude", "time_zone", "meta"),
    "reference": (*HEAD, "kind", "issuer", "symbol", "body_name", "session_number", "dates",
                  "website", "meta"),
    "document": (*HEAD, "kind", "summary", "language", "file", "licence", "meta"),
    "image": (*HEAD, "kind", "alt", "decorative", "width", "height", "credit", "licence",
              "profiles", "meta"),
    "site": (*HEAD, "summary", "meta"),
}  # fmt: skip

# What `has=` can ask for: parts that a document may be without.
HAS: dict[str, tuple[str, ...]] = {
    "series": ("organiser", "themes", "body", "sources", "image", "alternates"),
    "event": (
        "series", "venue", "organiser", "partners", "summary", "body", "themes", "references",
        "quotes", "programme", "people", "documents", "calls_to_action", "related", "sources",
        "image", "alternates",
    ),
    "quote": ("speaker", "speaker_organisation", "role_then", "sources", "alternates"),
    "partner": ("names", "country", "parent", "website", "logo", "ror", "wikidata", "sources"),
    "person": ("summary", "portrait", "affiliations", "orcid", "wikidata", "sources"),
    "theme": ("broader", "summary", "sources", "alternates"),
    "venue": ("address", "country", "latitude", "sources"),
    "reference": ("issuer", "symbol", "facts_stated", "website", "sources"),
    "document": ("summary", "licence", "credit"),
    "image": ("alt", "licence", "credit", "focal_point"),
}  # fmt: skip

SUMMARY_SERIALIZERS = {
    kind: summary_of(DOCUMENT_SERIALIZERS[kind], names) for kind, names in SUMMARY_FIELDS.items()
}

__all__ = ["DOCUMENT_SERIALIZERS", "HAS", "SUMMARY_FIELDS", "SUMMARY_SERIALIZERS"]
