"""The newsletter's list in the admin: to look, to take along, and to delete on request."""

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


class LookAndErase(ModelPermissionPolicy):
    """Nobody adds an address but its owner, and nobody changes one."""

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
    page_subtitle = "Who gets it, and who has been asked"

    def to_row_dict(self, item: Subscription) -> dict[str, Any]:
        """With the way out that every letter to this address has to show."""
        item.leave = leave_link(item)  # type: ignore[attr-defined]
        return super().to_row_dict(item)


class EraseView(DeleteView):
    confirmation_message = (
        "The address is deleted for good, as its owner may ask. Nothing of it is kept."
    )

    def delete_action(self) -> None:
        """Without a line in Wagtail's history, which would keep the address."""
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
    delete_view_class = EraseView
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
    export_headings = {"leave": "Link to leave"}
    export_filename = "newsletter"
    search_fields = ["email"]
    search_backend_name = None
    ordering = "email"
    list_per_page = 50
