"""The content checks of a preview that another origin shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.admin.userbar import ContentCheckerItem

from cms.previews import origins


class ChecksAcrossOrigins(ContentCheckerItem):
    """Wagtail's checks, which may talk to the frames of our front ends as well."""

    def get_axe_spec(self, request: HttpRequest) -> dict[str, Any]:
        allowed = ["<same_origin>", settings.API_ORIGIN, *sorted(origins())]
        return {**super().get_axe_spec(request), "allowedOrigins": allowed}


def check_across_origins(request: HttpRequest, items: list[Any], page: Any) -> None:
    """A hook of the user bar."""
    items[:] = [
        ChecksAcrossOrigins(item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]
