"""Who may ask the admin's own JSON views, such as those behind the page menu."""

from rest_framework.permissions import BasePermission


class MayEnterAdmin(BasePermission):
    """People with the right to use the admin; Django's “staff” is not a word of this product."""

    def has_permission(self, request, view) -> bool:
        return request.user is not None and request.user.has_perm("wagtailadmin.access_admin")
