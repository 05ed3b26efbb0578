"""The original beside the form of a translation."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Page

from cms.admin.links import edit_url, where_from
from cms.models import TranslationBasis
from cms.publishing.kinds import model_of
from cms.publishing.rights import may_edit
from cms.translation.comparison import Comparison, comparison_of
from cms.translation.original import current_version, original_of


class OriginalSidePanel(BaseSidePanel):
    """The texts of the original, with what has changed since the translation was confirmed."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        icon_name = "globe"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "count": self.panel.comparison.changes}

        @property
        def aria_label(self) -> str:
            """The label with the number, which is the only visible part."""
            return f"Toggle the original: {self.panel.comparison.changes} changed texts"

    name = "original"
    title = "Original"
    template_name = "cms/translation/original.html"
    order = 140

    def __init__(self, record: Any, request: HttpRequest, comparison: Comparison) -> None:
        super().__init__(record, request)
        self.comparison = comparison

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        original = self.comparison.original
        return {
            **context,
            "comparison": self.comparison,
            "language": original.locale.get_display_name(),
            "original_url": edit_url(type(original), original.pk),
            "confirm_url": reverse(
                "cms_confirm_translation", args=[self.object.kind, self.object.pk]
            ),
        }


class LanguageOfPage(Component):
    """The language of a page, in the head of its form: the tree beside it shows titles alone."""

    template_name = "cms/translation/language.html"

    def __init__(self, name: str) -> None:
        self.name = name

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"name": self.name}


class TranslationMixin:
    """An edit view that names the language of a translation, and shows its original."""

    @cached_property
    def header_buttons(self: Any) -> list[Any]:
        buttons = list(super().header_buttons)  # type: ignore[misc]
        if isinstance(self._record(), Page) and self._comparison():
            buttons.insert(0, LanguageOfPage(self._record().locale.get_display_name()))
        return buttons

    def get_page_subtitle(self: Any) -> str:
        subtitle = super().get_page_subtitle()  # type: ignore[misc]
        comparison = self._comparison()
        if comparison is None:
            return subtitle
        return f"{subtitle} ({self._record().locale.get_display_name()})"

    def get_side_panels(self: Any) -> Any:
        panels = super().get_side_panels()  # type: ignore[misc]
        if comparison := self._comparison():
            panels.append(OriginalSidePanel(self._record(), self.request, comparison))
        return panels

    def _record(self: Any) -> Any:
        return getattr(self, "page", None) or self.object

    def _comparison(self: Any) -> Comparison | None:
        if not hasattr(self, "_compared"):
            self._compared = comparison_of(self._record())
        return self._compared


@require_POST
def confirm(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The translation is still right: it says what its original says now."""
    model: Any = model_of(kind)
    translation = model and model._default_manager.filter(pk=pk).first()
    original = translation and original_of(translation)
    if original is None:
        raise Http404
    if not may_edit(request.user, translation):
        raise PermissionDenied
    TranslationBasis.confirm(translation, current_version(original), request.user)
    messages.success(request, f"“{translation}” counts as up to date with its original.")
    return redirect(where_from(request))
