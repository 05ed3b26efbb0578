"""What stands beside the form: what to look at before publishing."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin import messages
from wagtail.admin.ui.side_panels import BaseSidePanel

from .warnings import Advice, warnings_of


class WarningsSidePanel(BaseSidePanel):
    """The warnings of the draft, read anew with each save."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        icon_name = "warning"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "count": len(self.panel.found)}

        @property
        def aria_label(self) -> str:
            """With the number, which is all that is seen of it."""
            return f"Toggle what to look at before publishing: {len(self.panel.found)}"

    name = "warnings"
    title = "Before publishing"
    template_name = "cms/admin/warnings.html"
    order = 150

    def __init__(self, record: Any, request: HttpRequest) -> None:
        super().__init__(record, request)
        self.found: list[Advice] = warnings_of(record) if record.pk else []

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return {**context, "found": self.found, "is_new": not self.object.pk}


class Warns:
    """A create or edit view with the panel."""

    def get_side_panels(self: Any) -> Any:
        panels = super().get_side_panels()  # type: ignore[misc]
        record = getattr(self, "page", None) or self.form.instance
        panels.append(WarningsSidePanel(record, self.request))
        return panels


def tell_what_is_left(request: HttpRequest, record: Any) -> None:
    """After publishing: what could still be better, in one message."""
    if found := warnings_of(record):
        words = " ".join(f"{each.words} {each.way_out}" for each in found[:3])
        more = f" And {len(found) - 3} more, under Before publishing." if len(found) > 3 else ""
        messages.warning(request, f"Published. Look again: {words}{more}")
