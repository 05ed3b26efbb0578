"""Makes each action of an editor one transaction, after those that write the same."""

import contextlib
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve

from archive.admin.editing_locks import wait_for_others
from archive.admin.progress import progress_message
from archive.publisher.tasks import waiting
from cms.admin.access import is_of_admin
from cms.pictures.fields import picture_of
from cms.pictures.normalise import PictureRefused


class AtomicWrites:
    """Runs each POST of an editor in one transaction, after those that it could get in the way of.

    Wagtail saves a form, its revision and its publication in several transactions. A crash between
    them would leave a change that the log never hears of. An autosave could read a page before it
    is published, write it afterwards, and so undo the publication: see `editing_locks`. A message
    tells the editor how much is left for later. What takes long and can be done before comes first.
    A stranger, who signs in, writes nothing of the content. A view with `writes_by_itself` keeps
    its own transactions.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not is_of_admin(request):
            return self.get_response(request)
        match = _match_of(request)
        if not request.user.is_authenticated or _writes_by_itself(match):
            return self.get_response(request)
        _read_what_was_sent(request)
        before = waiting()
        with transaction.atomic():
            wait_for_others(request.path, match)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if waiting() > before:
            messages.info(request, progress_message())
        return response


def _match_of(request: HttpRequest) -> ResolverMatch | None:
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


def _writes_by_itself(match: ResolverMatch | None) -> bool:
    return match is not None and getattr(match.func, "writes_by_itself", False)


def _read_what_was_sent(request: HttpRequest) -> None:
    """Read a slow upload, and the pictures in it, while nobody waits."""
    for _name, uploads in request.FILES.lists():
        for upload in uploads:
            is_picture = str(upload.content_type).startswith("image/")
            if is_picture and (upload.size or 0) <= settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
                # The form says what is wrong with a picture.
                with contextlib.suppress(PictureRefused):
                    picture_of(upload)
