"""Which requests are of the admin, and who may use its JSON views."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from rest_framework.permissions import BasePermission


def is_of_admin(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("wagtailadmin_home"))


class MayEnterAdmin(BasePermission):
    """People with the permission to use the admin. Plenary does not use Django's “staff” flag."""

    def has_permission(self, request: HttpRequest, view: Any) -> bool:
        return request.user is not None and request.user.has_perm("wagtailadmin.access_admin")
