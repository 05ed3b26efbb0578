"""The search of the sidebar: records of all kinds and pages in one list."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst
from django.views.generic import TemplateView
from wagtail.admin.search import SearchArea
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.finding.find import MOST_RESULTS, Hit, find
from cms.finding.index import kinds
from cms.models import CustomImage

from .links import edit_url, visible_to

PER_PAGE = 30
PICTURES = ("logo", "portrait", "image")


class FinderArea(SearchArea):
    def __init__(self) -> None:
        super().__init__("Everything", reverse("cms_find"), icon_name="search", order=1)


class FinderView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/admin/finder.html"
    page_title = "Search"
    header_icon = "search"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.get("q", "")[:200].strip()
        kind = self.request.GET.get("kind", "")
        hits = allowed(find(query), self.request.user)
        counts = Counter(hit.kind for hit in hits)
        page = Paginator([hit for hit in hits if kind in ("", hit.kind)], PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        return {
            **super().get_context_data(**kwargs),
            "query": query,
            "kind": kind,
            "count": len(hits),
            "is_full": len(hits) >= MOST_RESULTS,
            "choices": choices(query, counts),
            "results": page,
            "lines": lines(page),
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
        }


def allowed(hits: Iterable[Hit], user: Any) -> list[Hit]:
    """Those of `hits` that the admin shows to `user`. One query for each kind."""
    hits = list(hits)
    pks = defaultdict(list)
    for hit in hits:
        pks[hit.kind].append(hit.object_id)
    visible = {
        (kind, pk)
        for kind, some in pks.items()
        for pk in visible_to(user, kinds()[kind]).filter(pk__in=some).values_list("pk", flat=True)
    }
    return [hit for hit in hits if (hit.kind, hit.object_id) in visible]


def choices(query: str, counts: Counter[str]) -> list[dict[str, Any]]:
    """The kinds among the results: `[{"kind", "label", "count", "url"}]`."""
    models = kinds()
    return [
        {
            "kind": kind,
            "label": capfirst(str(models[kind]._meta.verbose_name_plural)),
            "count": count,
            "url": f"?{urlencode({'q': query, 'kind': kind})}",
        }
        for kind, count in sorted(counts.items())
    ]


def lines(hits: Iterable[Hit]) -> list[dict[str, Any]]:
    """`[{"name", "kind", "url", "status", "is_live", "picture"}]`. Two queries for each kind."""
    hits = list(hits)
    pks = defaultdict(list)
    for hit in hits:
        pks[hit.kind].append(hit.object_id)
    records = {
        (kind, record.pk): record
        for kind, some in pks.items()
        for record in with_pictures(kinds()[kind]).filter(pk__in=some)
    }
    return [
        line(hit, records[hit.kind, hit.object_id])
        for hit in hits
        if (hit.kind, hit.object_id) in records
    ]


def picture_field(model: type[Model]) -> str | None:
    names = {field.name for field in model._meta.fields}
    return next((name for name in PICTURES if name in names), None)


def with_pictures(model: type[Model]) -> Any:
    field = picture_field(model)
    if model is CustomImage:
        return model._default_manager.prefetch_related("renditions")
    records = model._default_manager.all()
    return records.prefetch_related(f"{field}__renditions") if field else records


def status_of(record: Any) -> str:
    """Without the queries of Wagtail's status, which asks for schedules and moderation."""
    if not record.live:
        return "Not public"
    return "Public, with a draft" if record.has_unpublished_changes else "Public"


def line(hit: Hit, record: Any) -> dict[str, Any]:
    field = picture_field(type(record))
    return {
        "name": hit.name,
        "kind": capfirst(str(record._meta.verbose_name)),
        "url": edit_url(type(record), record.pk),
        "status": status_of(record),
        "is_live": record.live,
        "picture": record if isinstance(record, CustomImage) else field and getattr(record, field),
    }
