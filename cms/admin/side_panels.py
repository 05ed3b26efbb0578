"""The side panel of the form: the warnings before publishing."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.side_panels import BaseSidePanel

from .warnings import Advice, warnings_of


class WarningsSidePanel(BaseSidePanel):
    """The warnings of the draft, updated at each save."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        icon_name = "warning"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "count": len(self.panel.warnings)}

        @property
        def aria_label(self) -> str:
            """The label with the number, which is the only visible part."""
            return f"Toggle the warnings before publishing: {len(self.panel.warnings)}"

    name = "warnings"
    title = "Before publishing"
    template_name = "cms/admin/warnings.html"
    order = 150

    def __init__(self, record: Any, request: HttpRequest) -> None:
        super().__init__(record, request)
        self.warnings: list[Advice] = warnings_of(record) if record.pk else []

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return {**context, "warnings": self.warnings, "is_new": not self.object.pk}


class WarningsPanelMixin:
    """A create or edit view with the panel."""

    def get_side_panels(self: Any) -> Any:
        panels = super().get_side_panels()  # type: ignore[misc]
        record = getattr(self, "page", None) or self.form.instance
        panels.append(WarningsSidePanel(record, self.request))
        return panels
