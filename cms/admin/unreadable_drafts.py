"""A draft whose stored content no form can show, such as a word where a list belongs."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from cms.models.versions import UnreadableVersion

from .links import edit_url, where_from

logger = logging.getLogger(__name__)

SENTENCE = (
    "The newest draft cannot be read, so this form shows {version}. Nothing is lost: the draft "
    "stays in the history as version {number}. Save this form to go on without that draft, or ask "
    "the person who runs this archive to mend it."
)


class UnreadableDraftMixin:
    """An edit view that opens what the database has when the newest draft cannot be read."""

    def get_object(self: Any, *args: Any) -> Any:
        if self._is_page:
            # It knows what to do when the scheduled version cannot be read. The bare page does not.
            self.real_page_record = self.real_page_record.specific
        try:
            return super().get_object(*args)  # type: ignore[misc]
        except UnreadableVersion:
            stored = self.real_page_record if self._is_page else self.live_object
            self._tell(stored)
            return stored

    @property
    def _is_page(self) -> bool:
        return hasattr(self, "real_page_record")

    def _tell(self: Any, stored: Any) -> None:
        number = stored.latest_revision_id
        logger.exception("Version %s of %s cannot be read.", number, stored)
        if self.request.method == "GET":
            version = "the public version" if stored.live else "an earlier version"
            messages.error(self.request, SENTENCE.format(version=version, number=number))


def read_before_copy(request: HttpRequest, page: Page) -> None:
    """A hook. Wagtail copies the versions without reading them. Raises `UnreadableVersion`."""
    page.get_latest_revision_as_object()


def refuse_unreadable(request: HttpRequest, error: UnreadableVersion) -> HttpResponse:
    """A sentence: beside the form, which opens; to the page that sent a form; to a script, alone.

    A page that cannot be read may link to itself, so a GET never goes back to where it came from.
    """
    logger.warning("A version of %s cannot be read.", error.record, exc_info=error)
    sentence = error.messages[0]
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return HttpResponse(sentence, status=409, content_type="text/plain; charset=utf-8")
    messages.error(request, sentence)
    if request.method not in ("GET", "HEAD"):
        return redirect(where_from(request))
    return redirect(edit_url(type(error.record), error.record.pk))
