"""The page that shows what the public sees of a record, and why not more."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from api.admin.versions import History, address_on_site, draft_changes
from api.admin.wording import SILENT, is_stated, label_of, lines_of
from api.rendering.render import Json
from archive.addresses import api_url
from archive.explanations.omissions import omissions_of
from archive.explanations.public_status import public_status_of
from archive.registry import Resource, registry
from archive.visibility import Visibility
from cms.admin.links import edit_url, editable_by


@dataclass(frozen=True)
class LabelledFacts:
    """A document as labelled facts.

    `stated` holds `(label, lines)` in the document's order, `empty` the labels of the rest.
    """

    stated: list[tuple[str, list[str]]]
    empty: list[str]


def facts_of(document: Json) -> LabelledFacts:
    names = [name for name in document if name not in SILENT]
    return LabelledFacts(
        stated=[
            (label_of(name), lines_of(document[name], name))
            for name in names
            if is_stated(document[name])
        ],
        empty=[label_of(name) for name in names if not is_stated(document[name])],
    )


class WorldView(WagtailAdminTemplateMixin, TemplateView):
    """For users who may edit the record. Nobody else sees even its name."""

    template_name = "api/public_view/page.html"
    page_title = "What the world sees"
    header_icon = "view"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.resource = _resource(kwargs["kind"])
        editable: Any = editable_by(request.user, self.resource.model)
        self.record = editable.filter(pk=kwargs["pk"]).first()
        if self.record is None:
            return TemplateResponse(request, "api/public_view/refused.html", status=403)
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        form = edit_url(self.resource.model, self.record.pk)
        return [
            *super().get_breadcrumbs_items(),
            {"url": form, "label": str(self.record)},
            {"url": "", "label": self.page_title, "sublabel": str(self.record)},
        ]

    def get_page_subtitle(self) -> str:
        return str(self.record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, user, plural = timezone.now(), self.request.user, self.resource.plural
        visibility = Visibility(now)
        status = public_status_of(self.record, visibility)
        history = History(self.record, now)
        document = history.current(now)
        context = {
            "record": self.record,
            "edit_url": edit_url(self.resource.model, self.record.pk),
            "status": status,
            "heading": "Public now" if status.is_public else "Not public",
            "left_out": omissions_of(self.record, visibility, user),
            "draft_changes": draft_changes(self.record, document),
            "history": history,
            "versions": history.lines(plural, user),
            "comparison": history.compared(
                self.request.GET.get("from", ""), self.request.GET.get("to", "")
            ),
        }
        if document is not None:
            context |= {
                "facts": facts_of(document),
                "raw": json.dumps(document, ensure_ascii=False, indent=2),
                "api_url": api_url(plural, document["key"]),
                "site_url": address_on_site(document, plural),
            }
        return super().get_context_data(**kwargs, **context)


def _resource(kind: str) -> Resource:
    try:
        return registry[kind]
    except KeyError:
        raise Http404 from None
