"""Make the next edition from the last one.

A source of one edition does not state facts of the next, so stated words are not copied. Facts that
identify an edition are not copied either.
"""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from cms.models import EventPage, SeriesPage
from cms.vocabularies import OrdinalBasis

# The labels of the fields and lists of an event. A new field belongs in one of the two.
CARRIED_OVER = {
    "series": "Series",
    "locale": "Language",
    "organiser": "Organiser",
    "partnerships": "Partners, with their roles",
    "event_kind": "Kind",
    "access": "Access",
    "attribution_rule": "Attribution rule",
    "event_themes": "Themes",
    "calls_to_action": "Calls to action",
}
LEFT_BEHIND = {
    "code": "Code",
    "title": "Title",
    "title_stated": "Title as stated",
    "ordinal": "Number",
    "ordinal_basis": "How the number is known",
    "ordinal_stated": "Number as stated",
    "kind_stated": "Kind as stated",
    "access_stated": "Access as stated",
    "attribution_stated": "Attribution rule as stated",
    "audience_stated": "Audience as stated",
    "start": "First day",
    "end": "Last day",
    "precision": "How much of the date is known",
    "extended_date": "Date in EDTF",
    "dates_stated": "Dates as stated",
    "phase": "Phase",
    "mode": "Mode",
    "venue": "Venue",
    "place_stated": "Place as stated",
    "time_zone": "Time zone",
    "appearances": "People",
    "programme": "Programme",
    "summary": "Summary",
    "body": "Text",
    "image": "Picture",
    "event_quotes": "Quotes",
    "event_references": "References",
    "event_documents": "Documents",
    "related_events": "Related events",
    "sources": "Sources",
    "same_as": "The same on other sites",
    "internal_notes": "Internal notes",
    "slug": "Address",
    "seo_title": "Title for search engines",
    "search_description": "Description for search engines",
    "wagtail_admin_comments": "Comments",
    "go_live_at": "Schedule",
    "expire_at": "Expiry",
}
# Internal fields of a page, which are never copied.
INTERNAL = (
    "id",
    "uid",
    "page_ptr",
    "path",
    "depth",
    "numchild",
    "url_path",
    "translation_key",
    "alias_of",
    "content_type",
    "owner",
    "draft_title",
    "live",
    "live_revision",
    "latest_revision",
    "latest_revision_created_at",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "expired",
    "locked",
    "locked_at",
    "locked_by",
    "show_in_menus",
)
# The copied fields of each copied list. `role_stated` holds words of a source.
PARTS = {
    "partnerships": ("partner", "role"),
    "event_themes": ("theme",),
    "calls_to_action": ("label", "action_kind", "url"),
}
VALUES = ("organiser", "event_kind", "access", "attribution_rule")


@transaction.atomic
def make_next_edition(
    last: EventPage, series: SeriesPage, *, title: str, ordinal: int | None, user: Any
) -> EventPage:
    """Make a draft of the edition after `last`, from the newest version of `last`.

    Raises `IntegrityError` when another edition gets the number at the same moment.
    """
    newest = last.get_latest_revision_as_object()
    event = EventPage(
        title=title,
        ordinal=ordinal,
        ordinal_basis=OrdinalBasis.UNKNOWN if ordinal is None else OrdinalBasis.INFERRED,
        live=False,
        owner=user,
        locale=series.locale,
        **{name: getattr(newest, name) for name in VALUES},
    )
    for relation, fields in PARTS.items():
        children = [
            type(child)(sort_order=order, **{name: getattr(child, name) for name in fields})
            for order, child in enumerate(getattr(newest, relation).all())
        ]
        setattr(event, relation, children)
    series.add_child(instance=event)
    event.save_revision(user=user, clean=False)
    source = {"id": last.pk, "title": newest.title}
    log(instance=event, action="wagtail.copy", user=user, data={"source": source})
    return event
