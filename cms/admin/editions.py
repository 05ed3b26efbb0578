"""The facts of one edition for the series view."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from wagtail.models import Revision, WorkflowState

from cms.dates import edtf
from cms.dates_in_words import write
from cms.models import EventPage, EventSource
from cms.models.dates import DATE_FIELDS
from cms.vocabularies import LABELS, OrdinalBasis

from .links import edit_url
from .timeline import as_date

FIELDS = (
    "code",
    "ordinal",
    "ordinal_basis",
    *DATE_FIELDS,
    "dates_stated",
    "phase",
    "summary",
    "venue",
    "place_stated",
)


@dataclass(frozen=True)
class Edition:
    """The facts of the newest version of an edition, as text."""

    pk: int
    title: str
    code: str
    ordinal: int | None
    is_inferred: bool
    dates: str
    phase: str
    status: str
    is_live: bool
    missing: str
    edit_url: str


def editions(pks: Iterable[int]) -> dict[int, Edition]:
    """`{pk: Edition}`. The number of queries is constant."""
    sources = EventSource.objects.filter(record=OuterRef("pk"))
    pages = (
        EventPage.objects.filter(pk__in=list(pks))
        .defer("body")
        .annotate(has_source=Exists(sources))
        .annotate_approved_schedule()
        .prefetch_related(in_moderation())
    )
    drafts = {
        page.pk: page.latest_revision_id
        for page in pages
        if page.has_unpublished_changes and page.latest_revision_id
    }
    revisions = Revision.objects.in_bulk(drafts.values()) if drafts else {}
    return {
        page.pk: _edition(page, revisions[drafts[page.pk]].content if page.pk in drafts else None)
        for page in pages
    }


def in_moderation() -> Prefetch:
    """The states that `page.status_string` needs. Wagtail can prefetch them for `Page` only."""
    return Prefetch(
        "_specific_workflow_states",
        queryset=WorkflowState.objects.active(),
        to_attr="_current_workflow_states",
    )


def _edition(page: EventPage, draft: Any) -> Edition:
    """From the content of its draft, of whatever shape. One that is no object says nothing."""
    if not isinstance(draft, dict):
        facts = {name: getattr(page, name) for name in FIELDS if name != "venue"}
        facts |= {"venue": page.venue_id, "sources": page.has_source}
    else:
        facts = {name: draft.get(name) for name in FIELDS}
        facts |= {"sources": draft.get("sources")}
        facts |= {"start": as_date(facts["start"]), "end": as_date(facts["end"])}
    dates = _dates(facts) or facts["dates_stated"]
    values = {
        "dates": dates,
        "place": facts["venue"] or facts["place_stated"],
        "summary": facts["summary"],
        "source": facts["sources"],
    }
    return Edition(
        pk=page.pk,
        title=page.get_admin_display_title(),
        code=facts["code"],
        ordinal=facts["ordinal"],
        is_inferred=facts["ordinal_basis"] == OrdinalBasis.INFERRED,
        dates=dates,
        phase=LABELS.get(str(facts["phase"]), ""),
        status=str(page.status_string).capitalize(),
        is_live=page.live,
        missing=", ".join(name for name, value in values.items() if not value),
        edit_url=edit_url(EventPage, page.pk),
    )


def _dates(facts: dict[str, Any]) -> str:
    """The date in words. A draft of whatever shape may hold none that can be read."""
    try:
        return write(edtf.extended(*(facts[name] for name in DATE_FIELDS)))
    except (TypeError, ValueError):
        return ""
