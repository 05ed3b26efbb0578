"""What is coming: releases and single records that go live or expire, day by day."""

from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.admin.schedule import failed, scheduled

MOST_ITEMS = 500


class ComingView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/publishing/coming.html"
    page_title = "What is coming"
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = scheduled(self.request.user, MOST_ITEMS)
        days = groupby(items, key=lambda item: localtime(item["at"]).date())
        return {
            **super().get_context_data(**kwargs),
            "failed": failed(self.request.user, MOST_ITEMS),
            "days": [(day, list(on_it)) for day, on_it in days],
        }


def coming_item() -> MenuItem:
    return MenuItem("What is coming", reverse("cms_coming"), icon_name="calendar-alt", order=5)
