"""What is still missing in the archive."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from wagtail.models import Page

from cms.models import (
    CustomImage,
    EventPage,
    Partner,
    Person,
    Quote,
    Reference,
    Theme,
    Venue,
)
from cms.vocabularies import Verification

from .links import edit_url, editable_by

SHOWN = 5


@dataclass(frozen=True)
class Check:
    """One thing that can be incomplete: `missing` picks the records in which it is."""

    label: str
    model: type[Model]
    missing: Q


NEVER_PUBLISHED = Q(live=False, first_published_at=None)

CHECKS = (
    Check("Events without a source", EventPage, Q(sources=None)),
    Check("Quotes not checked yet", Quote, Q(verification=Verification.UNCHECKED)),
    Check("Partners without a country", Partner, Q(country="")),
    Check("Pictures without alternative text", CustomImage, Q(alt_text="", is_decorative=False)),
    Check("Changes not published yet", Page, Q(live=True, has_unpublished_changes=True)),
    *(
        Check(f"{plural} never published", model, NEVER_PUBLISHED)
        for plural, model in (
            ("Quotes", Quote),
            ("Partners", Partner),
            ("People", Person),
            ("Themes", Theme),
            ("Venues", Venue),
            ("References", Reference),
        )
    ),
)


def findings(user: Any) -> list[dict[str, Any]]:
    """`[{"label", "count", "records": [{"name", "url"}]}]` of each check that found something.

    At most two queries a check, however large the archive is.
    """
    found = []
    for check in CHECKS:
        records = editable_by(user, check.model).filter(check.missing).order_by("-pk")
        first = list(records[: SHOWN + 1])
        if first:
            count = len(first) if len(first) <= SHOWN else records.count()
            found.append(
                {
                    "label": check.label,
                    "count": count,
                    "more": max(count - SHOWN, 0),
                    "records": [
                        {"name": str(record), "url": edit_url(check.model, record.pk)}
                        for record in first[:SHOWN]
                    ],
                }
            )
    return found
