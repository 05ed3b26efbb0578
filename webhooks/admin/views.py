"""Webhooks in the admin: the list, the page of one endpoint, and the report of deliveries."""

from datetime import datetime
from typing import Any

import django_filters
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.models import CreateView, EditView
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.model import ModelViewSet

from archive.models import Head
from cms.admin.exports import HarmlessExport
from webhooks.admin import actions
from webhooks.admin.forms import EndpointForm, ReplayForm, kinds
from webhooks.models import Delivery, Endpoint

DELIVERIES_ON_PAGE = 10
TIME_FORMAT = "j F Y, H:i T"


def page_url(endpoint: Endpoint) -> str:
    return reverse("webhooks_endpoint", args=[endpoint.pk])


def state_of(endpoint: Endpoint) -> str:
    """A sentence: "Up to date.", "Failing since 3 May 2026, 10:00 CEST."."""
    if not endpoint.is_active:
        return f"Switched off. {endpoint.switched_off_because}".strip()
    if endpoint.failing_since:
        return f"Failing since {format_local(endpoint.failing_since)}."
    behind = Head.end() - endpoint.cursor
    if behind <= 0:
        return "Up to date."
    return f"{behind:,} log {'entry' if behind == 1 else 'entries'} not sent yet."


def format_local(time: datetime) -> str:
    """`time` in the reader's time zone, with its name, so that they can compare it with a log."""
    return date_format(localtime(time), TIME_FORMAT)


class EndpointCreateView(CreateView):
    def get_success_url(self) -> str:
        return page_url(self.object)


class EndpointEditView(EditView):
    def get_success_url(self) -> str:
        return page_url(self.object)


class EndpointViewSet(ModelViewSet):
    model = Endpoint
    name = "webhooks"
    url_prefix = "webhooks"
    menu_label = "Webhooks"
    icon = "rotate"
    add_to_settings_menu = True
    menu_order = 950
    add_view_class = EndpointCreateView
    edit_view_class = EndpointEditView
    copy_view_enabled = False
    list_display = [
        TitleColumn("name", label="Name", get_url=page_url),
        Column("url", label="Address"),
        Column("state", label="State", accessor=state_of),
    ]
    list_export: list[str] = []
    search_fields = ["name", "url"]
    search_backend_name = None
    ordering = "name"

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return EndpointForm


def endpoint_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one endpoint: its state, and a button for each action."""
    if not request.user.has_perm("webhooks.change_endpoint"):
        raise PermissionDenied
    endpoint = get_object_or_404(Endpoint, pk=pk)
    action = request.POST.get("action")
    if request.method != "POST":
        return _page(request, endpoint, ReplayForm())
    if action == "secret":
        return _show_secret(request, endpoint)
    if action == "replay":
        form = ReplayForm(request.POST)
        if not form.is_valid():
            return _page(request, endpoint, form)
        messages.success(request, actions.replay(endpoint, form))
    elif action == "ping" and not endpoint.is_active:
        messages.warning(request, actions.NO_PING)
    elif action in actions.SIMPLE:
        messages.success(request, actions.SIMPLE[action](endpoint))
    return redirect(page_url(endpoint))


def _show_secret(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    secret = actions.take_secret(endpoint)
    if secret is None:
        messages.warning(request, actions.ALREADY_SHOWN)
        return redirect(page_url(endpoint))
    endpoint.is_secret_shown = True
    return _page(request, endpoint, ReplayForm(), secret=secret)


def _page(
    request: HttpRequest, endpoint: Endpoint, form: ReplayForm, secret: str = ""
) -> TemplateResponse:
    context = {
        "endpoint": endpoint,
        "state": state_of(endpoint),
        "kinds": [name for kind, name in kinds() if kind in endpoint.kinds],
        "time_format": TIME_FORMAT,
        "form": form,
        "secret": secret,
        "deliveries": endpoint.deliveries.all()[:DELIVERIES_ON_PAGE],
        "has_worker": settings.WORKER,
    }
    return TemplateResponse(request, "webhooks/endpoint.html", context)


def outcome_of(delivery: Delivery) -> str:
    return delivery.problem or f"Answer {delivery.status}"


class DeliveryFilterSet(WagtailFilterSet):
    type = django_filters.CharFilter(label="Type", lookup_expr="icontains")
    is_done = django_filters.BooleanFilter(label="Delivered")
    sent_at = django_filters.DateFromToRangeFilter(label="Sent")

    class Meta:
        model = Delivery
        fields = ["endpoint", "type", "is_done", "sent_at"]


class DeliveryReport(HarmlessExport, ReportView):
    """Every delivery of the last month, newest first."""

    model = Delivery
    page_title = "Deliveries of webhooks"
    header_icon = "rotate"
    filterset_class = DeliveryFilterSet
    index_url_name = "webhooks_deliveries"
    index_results_url_name = "webhooks_deliveries_results"
    columns = [
        DateColumn("sent_at", label="Sent"),
        Column("endpoint", label="Webhook"),
        Column("type", label="Type"),
        Column("sequence", label="Number"),
        Column("outcome", label="Answer", accessor=outcome_of),
        Column("milliseconds", label="Milliseconds"),
    ]
    list_export = [
        "sent_at", "endpoint", "type", "sequence", "message_id", "status", "problem",
        "milliseconds", "is_done",
    ]  # fmt: skip

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("webhooks.view_endpoint"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet:
        return Delivery.objects.select_related("endpoint").order_by("-pk")
