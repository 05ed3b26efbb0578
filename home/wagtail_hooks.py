"""The home page and the newsletter in the admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.permissions import register_permission_policy

from cms.admin.events import PlainCreateView, PlainEditView
from home.admin import SubscriptionViewSet, ViewAndDeletePolicy
from home.models import HomePage, Subscription

register_permission_policy(Subscription, ViewAndDeletePolicy(Subscription))


class HomeViewSet(PageViewSet):
    model = HomePage
    add_view_class = PlainCreateView
    edit_view_class = PlainEditView


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [HomeViewSet(), SubscriptionViewSet()]


@hooks.register("register_permissions")
def permissions() -> QuerySet:
    return Permission.objects.filter(
        content_type__app_label="home", codename__endswith="_subscription"
    )
