"""The URL of the form of a record, who may edit it, and where a request came from."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import get_resolver, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.models import Page
from wagtail.permissions import policy_registry

ANY = ["add", "change", "delete", "publish", "view", "choose"]


def edit_url(model: type[Model], pk: Any) -> str:
    """The URL of the form of a page, picture, document, snippet or release. No query."""
    get_resolver().url_patterns  # noqa: B018  a command has not loaded the forms yet
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[pk])
    if name := getattr(model, "admin_url_name", None):
        return reverse(name, args=[pk])
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[pk])  # type: ignore[attr-defined]


def editable_by(user: Any, model: type[Model]) -> QuerySet:
    """The records of `model` that `user` may change."""
    policy = policy_registry.get_by_type(model)
    allowed = policy.instances_user_has_permission_for(user, "change")
    if allowed.model is model:
        return allowed
    # Wagtail checks the permissions of all page types together.
    return model._default_manager.filter(pk__in=allowed.values("pk"))


def visible_to(user: Any, model: type[Model]) -> QuerySet:
    """The records of `model` whose names the admin shows to `user`."""
    if issubclass(model, Page):
        pages = policy_registry.get_by_type(Page).explorable_instances(user)
        return model._default_manager.filter(pk__in=pages.values("pk"))
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, ANY)


def where_from(request: HttpRequest) -> str:
    """The page of the admin that `request` came from, or the first one."""
    back = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return back if is_ours else reverse("wagtailadmin_home")
