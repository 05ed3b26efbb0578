"""The forms of the admin as a browser sends them."""

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import EventPage

EVENT_PARTS = (
    "programme",
    "partnerships",
    "appearances",
    "event_quotes",
    "event_themes",
    "event_references",
    "event_documents",
    "related_events",
    "calls_to_action",
    "sources",
)


def event_form(**fields: Any) -> dict[str, str]:
    """A filled-in event form; a part of the event is a list of dicts."""
    parts = {name: inline_formset(fields.pop(name, [])) for name in EVENT_PARTS}
    values = {
        "title": "An edition",
        "event_kind": "conference",
        "ordinal_basis": "unknown",
        "precision": "none",
        "body": streamfield([]),
        "comments": inline_formset([]),
        **parts,
        **fields,
    }
    return nested_form_data(values)


def series_form(**fields: Any) -> dict[str, str]:
    """A filled-in form of a series."""
    parts = ("series_aliases", "default_partners", "series_themes", "sources", "comments")
    empty = {name: inline_formset([]) for name in parts}
    return nested_form_data({"title": "A series", "body": streamfield([]), **empty, **fields})


def snippet_form(*parts: str, **fields: Any) -> dict[str, str]:
    """A filled-in form of a record, with `parts` left empty."""
    formsets = {name: inline_formset(fields.pop(name, [])) for name in ("sources", *parts)}
    return nested_form_data({**formsets, **fields})


def loaded(record: Any) -> dict[str, str]:
    """What the form says of the version it was opened with."""
    newest = record.latest_revision
    return {
        "loaded_revision_id": str(newest.pk),
        "loaded_revision_created_at": newest.created_at.isoformat(),
    }


def create_event(client: Client, parent, **fields: Any):
    """Send the form for a new event; the response, whose `context["form"]` has the errors."""
    url = reverse("wagtailadmin_pages:add", args=["cms", "eventpage", parent.pk])
    return client.post(url, event_form(**fields))


def edit_event(client: Client, event: EventPage, **fields: Any):
    return client.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), event_form(**fields))


def errors_in(response) -> dict[str, list[str]]:
    """The errors that a form shows, by field."""
    assert response.status_code == 200, f"the form was taken: {response.status_code}"
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}
