"""Buttons in forms and lists that lead to the public view."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from wagtail.admin.widgets import Button
from wagtail.models import Page

from archive.registry import registry
from cms.publishing.rights import may_edit


def world_button(record: Any, user: Any) -> Iterator[Button]:
    """Nothing for a record without a public document, or for somebody who may not edit it."""
    model = record.specific_class if isinstance(record, Page) else type(record)
    resource = registry.of_model(model)
    if resource is None or not may_edit(user, record):
        return
    yield Button(
        "What the world sees" if getattr(record, "live", True) else "Why is this not public?",
        reverse("api_world", args=[resource.kind, record.pk]),
        icon_name="view",
        priority=12,
    )


def snippet_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    return world_button(snippet, user)


def page_button(page: Page, user: Any, **more: Any) -> Iterator[Button]:
    """The button in the list of pages and in the header of a page."""
    return world_button(page, user)
