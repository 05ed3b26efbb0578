"""What can be missing in the archive, and the reports that list it."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CharField, Exists, Model, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.text import capfirst
from wagtail.models import ReferenceIndex

from cms.models import CustomDocument, CustomImage, EventPage, Partner, Quote, SeriesPage
from cms.translation.behind import OTHER_LANGUAGES, behind, untranslated
from cms.vocabularies import Verification

from .snippets import RECORD_VIEW_SETS
from .translation.column import CHANGES, ConfirmColumn


@dataclass(frozen=True)
class Check:
    """One thing that can be missing. `missing` selects the records without `what`.

    `label` names these records: “Partners without a country”.
    """

    label: str
    what: str
    model: Any
    missing: Q


@dataclass(frozen=True)
class Report:
    """A list under Reports. `name` is the last part of its URL. `empty` stands in an empty one."""

    name: str
    title: str
    icon: str
    empty: str
    checks: tuple[Check, ...]
    more_columns: tuple[Any, ...] = ()


def unused(model: type[Model]) -> Q:
    """The records without an entry in the reference index."""
    uses = ReferenceIndex.objects.filter(
        to_content_type__app_label=model._meta.app_label,
        to_content_type__model=model._meta.model_name,
        to_object_id=Cast(OuterRef("pk"), CharField()),
    )
    return Q(~Exists(uses))


PAGES = (
    ("Events", EventPage),
    ("Series", SeriesPage),
    ("Home pages", apps.get_model("home.HomePage")),
)
SNIPPETS = tuple(
    (str(capfirst(view_set.model._meta.verbose_name_plural)), view_set.model)
    for view_set in RECORD_VIEW_SETS
)
FILES = (("Pictures", CustomImage), ("Documents", CustomDocument))
NO_SOURCE = Q(sources=None)

EVENT_SOURCES = Check("Events without a source", "Source", EventPage, NO_SOURCE)
UNCHECKED = Check("Quotes not checked yet", "Check", Quote, Q(verification=Verification.UNCHECKED))
COUNTRIES = Check("Partners without a country", "Country", Partner, Q(country=""))
ALTERNATIVES = Check(
    "Pictures without alternative text",
    "Alternative text",
    CustomImage,
    Q(alt_text="", is_decorative=False),
)
NOT_PUBLISHED = tuple(
    check
    for plural, model in (*PAGES, *SNIPPETS)
    for check in (
        Check(f"{plural} not public", "Publishing", model, Q(live=False)),
        Check(
            f"{plural} changed since they were published",
            "Publishing of the changes",
            model,
            Q(live=True, has_unpublished_changes=True),
        ),
    )
)

# The checks on the dashboard.
CHECKS = (EVENT_SOURCES, UNCHECKED, COUNTRIES, ALTERNATIVES, *NOT_PUBLISHED)

REPORTS = (
    Report(
        "missing-sources",
        "Missing sources",
        "link",
        "Every record that you may edit has a source.",
        (
            Check("Series without a source", "Source", SeriesPage, NO_SOURCE),
            EVENT_SOURCES,
            *(
                Check(f"{plural} without a source", "Source", model, NO_SOURCE)
                for plural, model in SNIPPETS
            ),
        ),
    ),
    Report(
        "unchecked-quotes",
        "Quotes not checked yet",
        "openquote",
        "Every quote is checked.",
        (UNCHECKED,),
    ),
    Report(
        "partners-without-country",
        "Partners without a country",
        "group",
        "Every partner has a country.",
        (COUNTRIES,),
    ),
    Report(
        "files-without-rights",
        "Pictures and documents",
        "image",
        "Every picture and document has a licence, and every picture its alternative text.",
        (
            *(
                Check(f"{plural} without a licence", "Licence", model, Q(licence=""))
                for plural, model in FILES
            ),
            ALTERNATIVES,
        ),
    ),
    Report(
        "not-published",
        "Not published",
        "edit",
        "Everything that you may edit is public.",
        NOT_PUBLISHED,
    ),
    Report(
        "translations-behind",
        "Translations that are behind",
        "globe",
        "No translation is behind its original, and nothing public lacks one.",
        (
            *(
                Check(f"{plural} behind their original", CHANGES, model, behind(model))
                for plural, model in (*PAGES, *SNIPPETS)
            ),
            *(
                Check(
                    f"{plural} not translated into {language}",
                    f"Translation into {language}",
                    model,
                    untranslated(model, code),
                )
                for plural, model in (*PAGES, *SNIPPETS)
                for code, language in OTHER_LANGUAGES
            ),
        ),
        (ConfirmColumn("confirm", label="Confirm"),),
    ),
    Report(
        "unused-records",
        "Unused records",
        "circle-xmark",
        "Every record is used by another one.",
        tuple(
            Check(
                f"{plural} that no other record uses", "Use in another record", model, unused(model)
            )
            for plural, model in (*SNIPPETS, *FILES)
        ),
    ),
)
REPORT_OF = {check.label: report for report in REPORTS for check in report.checks}
