"""A record that is previewed in a front end."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from cms.previews import DraftRequest, front_ends, opened


class PreviewedInFrontEnd:
    """A record that is previewed where readers will find it, and not in templates of our own."""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return front_ends()

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What every preview of the admin comes down to: lead to the front end, or hand over."""
        if isinstance(original_request, DraftRequest):
            original_request.draft = self
            return HttpResponse()
        if original_request is None:
            raise TypeError("A preview belongs to somebody: give the request that asks for it.")
        is_editing = bool((extra_request_attrs or {}).get("is_editing"))
        mode = preview_mode or front_ends()[0][0]
        return opened(self, original_request, mode, is_editing=is_editing)
