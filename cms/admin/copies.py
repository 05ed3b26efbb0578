"""A form with what was typed before a crash, a sign-out or a closed tab.

The browser keeps a copy of each form, see `cms/static/cms/copies.js`. To show it again, it sends
the copy here, and nothing is saved.
"""

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from wagtail.admin import messages

from cms.text.numbers import whole_number

SHOWS_COPY = "plenary-copy"


def key_for(user: Any) -> str:
    """The key of the copies of `user`, in base64. Nobody else gets it, so nobody reads them."""
    key = salted_hmac("cms.copies", str(user.pk), algorithm="sha256").digest()
    return base64.b64encode(key).decode()


class CopyMixin:
    """A create or edit view whose form the browser copies, and that shows a copy again."""

    def get_context_data(self: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "copies_key": key_for(self.request.user)}

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if SHOWS_COPY not in request.POST:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        messages.info(request, "This is what you typed. It is not saved yet. Files are missing.")
        self.has_unsaved_changes = True
        if not hasattr(self, "page"):
            context = self.get_context_data(form=self.get_form())
            return self._shown(context, getattr(self, "object", None))
        parent = self.parent_page if hasattr(self, "parent_page") else self.parent
        self.form = self.form_class(
            request.POST,
            request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=parent,
            for_user=request.user,
        )
        return self._shown(self.get_context_data(), self.page)

    def _shown(self: Any, context: dict[str, Any], record: Any) -> HttpResponse:
        """The form says which version the words were typed into, and that may be an earlier one.
        Then a save merges them with the newest one, and does not replace it."""
        opened = whole_number(self.request.POST.get("loaded_revision_id", ""))
        if record is not None and opened is not None:
            if record.revisions.filter(pk=opened).exists():
                record.latest_revision_id = opened
            created = self.request.POST.get("loaded_revision_created_at", "")
            context["loaded_revision_created_at"] = created
        return self.render_to_response(context)
