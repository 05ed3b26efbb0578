"""Webhooks in the menus of the admin and on the dashboard."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from webhooks.admin.views import DeliveryReport, EndpointViewSet, endpoint_view, page_url
from webhooks.models import Endpoint


class SwitchedOffPanel(Component):
    """The endpoints that Plenary has switched off because of their answers."""

    order = 20
    template_name = "webhooks/switched_off.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        endpoints = Endpoint.objects.exclude(switched_off_because="")
        return {"endpoints": [(endpoint, page_url(endpoint)) for endpoint in endpoints]}


class DeliveriesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("webhooks.view_endpoint")


@hooks.register("register_admin_viewset")
def endpoints() -> Any:
    return EndpointViewSet()


@hooks.register("register_admin_urls")
def webhook_urls() -> list[Any]:
    report = DeliveryReport
    return [
        path("webhooks/watch/<positive:pk>/", endpoint_view, name="webhooks_endpoint"),
        path("reports/deliveries/", report.as_view(), name="webhooks_deliveries"),
        path(
            "reports/deliveries/results/",
            report.as_view(results_only=True),
            name="webhooks_deliveries_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def deliveries_item() -> MenuItem:
    url = reverse("webhooks_deliveries")
    return DeliveriesItem("Deliveries of webhooks", url, icon_name="rotate", order=60)


@hooks.register("register_permissions")
def webhook_permissions() -> QuerySet:
    return Permission.objects.filter(
        content_type__app_label="webhooks", codename__endswith="_endpoint"
    )


@hooks.register("construct_homepage_panels")
def warn_about_switched_off(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm("webhooks.view_endpoint") and (
        Endpoint.objects.exclude(switched_off_because="").exists()
    ):
        panels.append(SwitchedOffPanel())
