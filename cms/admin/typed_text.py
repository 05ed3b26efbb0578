"""The gate for text, at the forms of the admin.

A form looks up what is typed before it saves it: a tag, a path that is taken. So it must see the
text as it will be stored. Browsers send each line with CR and LF. Tables, imports and scripts have
LF alone, and the same text has to be the same bytes, whoever saved it.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from cms.admin.access import is_of_admin
from cms.text.writable import writable


def as_stored(typed: str) -> str:
    return writable(typed).replace("\r\n", "\n").replace("\r", "\n")


class TypedText:
    """Gives forms what was typed as it can be stored, see `cms.text.writable`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, *args: Any) -> None:
        if request.method != "POST" or not is_of_admin(request):
            return
        changed = {
            name: kept
            for name, typed in request.POST.lists()
            if (kept := [as_stored(text) for text in typed]) != typed
        }
        if changed:
            sent = request.POST.copy()
            for name, texts in changed.items():
                sent.setlist(name, texts)
            request.POST = sent
