"""The report of records that look like the same thing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.finding.doubles import KINDS_WITH_DOUBLES, likely_doubles

from .links import edit_url
from .merging import may_merge_some

PER_PAGE = 50


def kinds_of(user: Any) -> list[Any]:
    """The kinds of which `user` may merge records."""
    return [model for model in KINDS_WITH_DOUBLES if may_merge_some(user, model)]


class DoublesMenuItem(MenuItem):
    def __init__(self) -> None:
        url = reverse("cms_report_doubles")
        super().__init__("Likely doubles", url, icon_name="copy", order=60)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(kinds_of(request.user))


class DoublesView(WagtailAdminTemplateMixin, TemplateView):
    """Pairs of one kind, each with a link to its comparison."""

    template_name = "cms/admin/doubles.html"
    page_title = "Likely doubles"
    header_icon = "copy"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.models = {model.kind: model for model in kinds_of(request.user)}
        if not self.models:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("kind", "")
        model = self.models.get(asked) or next(iter(self.models.values()))
        pairs = Paginator(likely_doubles(model.kind), PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "kind": model.kind,
            "choices": [
                {"kind": kind, "label": capfirst(str(one._meta.verbose_name_plural))}
                for kind, one in self.models.items()
            ],
            "items": pairs,
            "elided_page_range": pairs.paginator.get_elided_page_range(pairs.number),
            "pairs": [
                {
                    "names": (one.name, other.name),
                    "urls": [edit_url(model, pk) for pk in (one.object_id, other.object_id)],
                    "merge": reverse("cms_merge", args=[model.kind, one.object_id])
                    + f"?with={other.object_id}",
                }
                for one, other in pairs
            ],
        }
