"""Previews of a record in a front end."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from cms.previews import DraftRequest, front_ends, open_preview


class PreviewedInFrontEnd:
    """A record with previews in the front ends, not in templates of Plenary."""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return front_ends()

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Redirect every preview of the admin to the front end, or pass on the draft."""
        if isinstance(original_request, DraftRequest):
            original_request.draft = self
            return HttpResponse()
        if original_request is None:
            raise TypeError("A preview needs the request of a user.")
        is_editing = bool((extra_request_attrs or {}).get("is_editing"))
        mode = preview_mode or front_ends()[0][0]
        return open_preview(self, original_request, mode, is_editing=is_editing)
