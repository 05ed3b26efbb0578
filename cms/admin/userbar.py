"""The content checks of a preview on another origin."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.admin.userbar import ContentCheckerItem

from cms.previews import origins


class CrossOriginChecks(ContentCheckerItem):
    """Wagtail's checks, which also work with the frames of the front ends."""

    def get_axe_spec(self, request: HttpRequest) -> dict[str, Any]:
        allowed = ["<same_origin>", settings.API_ORIGIN, *sorted(origins())]
        return {**super().get_axe_spec(request), "allowedOrigins": allowed}


def check_across_origins(request: HttpRequest, items: list[Any], page: Any) -> None:
    """The hook of the user bar."""
    items[:] = [
        CrossOriginChecks(item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]
