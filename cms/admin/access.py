"""Who may use the JSON views of the admin, such as those behind the page menu."""

from typing import Any

from django.http import HttpRequest
from rest_framework.permissions import BasePermission


class MayEnterAdmin(BasePermission):
    """People with the permission to use the admin. Plenary does not use Django's “staff” flag."""

    def has_permission(self, request: HttpRequest, view: Any) -> bool:
        return request.user is not None and request.user.has_perm("wagtailadmin.access_admin")
