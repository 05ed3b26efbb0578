"""The content model. Every module here is loaded."""

from importlib import import_module
from pkgutil import iter_modules

from .document import CustomDocument
from .editing_place import EditingPlace
from .event import EventPage
from .event_parts import (
    Appearance,
    CallToAction,
    EventDocument,
    EventQuote,
    EventReference,
    EventTheme,
    Partnership,
    ProgrammeItem,
    RelatedEvent,
)
from .finder_entry import FinderEntry
from .identifier import ErasedKey, Identifier
from .image import CustomImage, CustomRendition
from .page import ArchivePage, FrontEndPaths
from .partner import Partner, PartnerName
from .person import Affiliation, Person
from .preview import EndedPreviews, PreviewCode
from .quote import Quote
from .record import Identified, Record
from .reference import Reference
from .release import Release, ReleaseItem
from .schedule_failure import ScheduleFailure
from .series import DefaultPartner, SeriesAlias, SeriesPage, SeriesTheme
from .source import (
    EventSource,
    PartnerSource,
    PersonSource,
    QuoteSource,
    ReferenceSource,
    SeriesSource,
    Source,
    ThemeSource,
    VenueSource,
)
from .theme import Theme
from .translation import TranslationBasis
from .trash import Merge, Split, Trashed
from .venue import Venue

__all__ = [
    "Affiliation",
    "Appearance",
    "ArchivePage",
    "CallToAction",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "DefaultPartner",
    "EditingPlace",
    "EndedPreviews",
    "ErasedKey",
    "EventDocument",
    "EventPage",
    "EventQuote",
    "EventReference",
    "EventSource",
    "EventTheme",
    "FinderEntry",
    "FrontEndPaths",
    "Identified",
    "Identifier",
    "Merge",
    "Partner",
    "PartnerName",
    "PartnerSource",
    "Partnership",
    "Person",
    "PersonSource",
    "PreviewCode",
    "ProgrammeItem",
    "Quote",
    "QuoteSource",
    "Record",
    "Reference",
    "ReferenceSource",
    "RelatedEvent",
    "Release",
    "ReleaseItem",
    "ScheduleFailure",
    "SeriesAlias",
    "SeriesPage",
    "SeriesSource",
    "SeriesTheme",
    "Source",
    "Split",
    "Theme",
    "ThemeSource",
    "TranslationBasis",
    "Trashed",
    "Venue",
    "VenueSource",
]

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)
