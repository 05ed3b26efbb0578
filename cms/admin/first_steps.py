"""The first day: what to do first in an empty archive."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site

from cms.models import EventPage, SeriesPage

from .links import edit_url


@dataclass(frozen=True)
class FirstStep:
    """One thing to do. `url` is None until the step before it is done."""

    label: str
    help: str
    url: str | None
    is_done: bool


class FirstStepsPanel(Component):
    """Leads from a series to its first public edition. It is there until that is public."""

    name = "archive_first_steps"
    template_name = "cms/admin/first_steps.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        steps = steps_of(request)
        # Each app that brings something in says with `ways_to_begin` what, and where.
        hooked = hooks.get_hooks("ways_to_begin") if steps else []
        return {"steps": steps, "ways": [way for hook in hooked for way in hook(request.user)]}


def steps_of(request: Any) -> list[FirstStep]:
    """The steps that are left, with those that are done. Empty when an edition is public, and for
    whoever may add no page."""
    site = Site.find_for_request(request)
    root: Page | None = site and site.root_page
    if root is None or not root.permissions_for_user(request.user).can_add_subpage():
        return []
    series = SeriesPage.objects.order_by("pk").first()
    event = EventPage.objects.order_by("pk").first()
    if EventPage.objects.live().exists():
        return []
    return [
        FirstStep(
            "Describe the series",
            "Its name and who organises it. What you do not know stays empty.",
            reverse("wagtailadmin_pages:add", args=["cms", "seriespage", root.pk]),
            series is not None,
        ),
        FirstStep(
            "Enter its first edition",
            "The title is enough to begin. Dates may be as vague as your source: “spring 2009”.",
            series and reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk]),
            event is not None,
        ),
        FirstStep(
            "Publish the edition",
            "Choose Publish in the menu of the form. Plenary lists what is published with it.",
            event and edit_url(EventPage, event.pk),
            False,
        ),
    ]
