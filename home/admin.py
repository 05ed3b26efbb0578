"""The newsletter subscriptions in the admin: list, export, and delete on request."""

from typing import Any

import django_filters
from django.db.models import Model
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.models import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from cms.admin.exports import HarmlessExport
from home.models import Subscription
from home.newsletter import leave_link


class ViewAndDeletePolicy(ModelPermissionPolicy):
    """Only its owner adds an address, and nobody changes one."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("view", "delete") and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_permission(user, action)


class SubscriptionFilterSet(WagtailFilterSet):
    confirmed = django_filters.BooleanFilter(
        label="Confirmed", field_name="confirmed_at", lookup_expr="isnull", exclude=True
    )
    asked = django_filters.DateFromToRangeFilter(label="Asked", field_name="asked_at")

    class Meta:
        model = Subscription
        fields: list[str] = []


class SubscriptionIndexView(HarmlessExport, IndexView):
    page_subtitle = "Subscribers, and requests that wait for a confirmation"

    def to_row_dict(self, item: Subscription) -> dict[str, Any]:
        """Add the unsubscribe link, which every letter to this address must show."""
        item.leave = leave_link(item)  # type: ignore[attr-defined]
        return super().to_row_dict(item)


class SubscriptionDeleteView(DeleteView):
    confirmation_message = "Plenary deletes the address permanently and keeps nothing of it."

    def delete_action(self) -> None:
        """Write no line in Wagtail's history, which would keep the address."""
        self.object.delete()


class SubscriptionViewSet(ModelViewSet):
    model = Subscription
    name = "newsletter"
    url_prefix = "newsletter"
    menu_label = "Newsletter"
    icon = "mail"
    add_to_admin_menu = True
    menu_order = 250
    form_fields = ["locale"]
    index_view_class = SubscriptionIndexView
    delete_view_class = SubscriptionDeleteView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = [
        "email",
        Column("locale", label="Language"),
        DateColumn("asked_at", label="Asked"),
        DateColumn("confirmed_at", label="Confirmed"),
    ]
    filterset_class = SubscriptionFilterSet
    list_export = ["email", "locale", "asked_at", "confirmed_at", "leave"]
    export_headings = {"leave": "Unsubscribe link"}
    export_filename = "newsletter"
    search_fields = ["email"]
    search_backend_name = None
    ordering = "email"
    list_per_page = 50
