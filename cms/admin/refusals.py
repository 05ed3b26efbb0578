"""Errors of the database and of what was sent become an answer that says so, not a server error."""

import copy
import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin import messages

from cms.models.publication import Unpublishable, sentences
from cms.models.versions import UnreadableVersion

from .access import is_of_admin
from .bad_input import is_bad_input
from .deletions import refuse_file_deletion
from .links import where_from
from .unreadable_drafts import refuse_unreadable
from .usage import named

logger = logging.getLogger("plenary.admin")


class RetryOnConflict:
    """A create or edit view that checks a form again when the database refuses it.

    Two editors may enter the same number at the same moment, when both forms are valid. The second
    form is checked again after the first is saved. Its field then shows the error, and the form
    keeps its content.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        untouched = copy.copy(self)
        try:
            with transaction.atomic():
                return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except (IntegrityError, ValidationError):
            untouched.setup(request, *args, **kwargs)  # type: ignore[attr-defined]
            return super(RetryOnConflict, untouched).dispatch(  # type: ignore[misc]
                request, *args, **kwargs
            )


class RefusalMiddleware:
    """Turns an error of the database, or of what was sent, into an answer. Only in the admin."""

    REFUSALS = (ProtectedError, RestrictedError, IntegrityError, ValidationError)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        return refuse_file_deletion(request, match) if match else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_of_admin(request):
            return None
        if isinstance(exception, MultiValueDictKeyError):
            _undo(request)
            return HttpResponseBadRequest("The form is incomplete. Send it again.")
        if is_bad_input(request, exception):
            _undo(request)
            # With the traceback, because it could be a mistake of Wagtail after all.
            logger.warning("a request to the admin cannot be read", exc_info=exception)
            return HttpResponseBadRequest(
                "The form or the address has a value that cannot be read."
            )
        if not isinstance(exception, self.REFUSALS):
            return None
        _undo(request)
        if isinstance(exception, UnreadableVersion):
            return refuse_unreadable(request, exception)
        for sentence in sentences_of(exception):
            messages.error(request, sentence)
        return redirect(where_from(request))


def _undo(request: HttpRequest) -> None:
    """Undo what the request changed before it failed. One that only reads has no transaction."""
    if request.method not in ("GET", "HEAD") and transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)


def sentences_of(exception: Exception) -> list[str]:
    """The message to the editor."""
    if isinstance(exception, ProtectedError):
        return [f"This cannot be deleted: {named(exception.protected_objects)} still uses it."]
    if isinstance(exception, RestrictedError):
        return [f"This cannot be deleted: {named(exception.restricted_objects)} still uses it."]
    if isinstance(exception, Unpublishable):
        return [
            f"Nothing was published, because “{exception.record}” is not ready.",
            *sentences(exception, type(exception.record)),
        ]
    if isinstance(exception, ValidationError):
        return ["Nothing was changed, because this would break a rule.", *exception.messages]
    return [
        "Nothing was changed. Another record already has this number, code or address, or the "
        "values contradict each other. Open the record and save it to see the reason."
    ]


def refuse_move(request: HttpRequest, page: Model, destination: Model) -> HttpResponse | None:
    """Before a page moves: check the permission, and that the number is free in the new series.

    Without the permission the name of the page is not shown.
    """
    if not page.permissions_for_user(request.user).can_move():  # type: ignore[attr-defined]
        raise PermissionDenied
    problem = move_problem(page, destination)
    if problem is None:
        return None
    messages.error(request, problem)
    return redirect("wagtailadmin_pages:move", page.pk)


def move_problem(page: Model, destination: Model) -> str | None:
    """Why `page` cannot move to `destination`, or None."""
    if getattr(page, "kind", "") != "event" or page.ordinal is None:  # type: ignore[attr-defined]
        return None
    series = destination.specific  # type: ignore[attr-defined]
    if getattr(series, "kind", "") != "series":
        return f"“{page}” has a number, but only an edition of a series has one. Clear it first."
    twin = series.editions.filter(ordinal=page.ordinal).exclude(pk=page.pk).first()  # type: ignore[attr-defined]
    if twin is None:
        return None
    return (
        f"“{page}” has number {page.ordinal}, but so has “{twin}” in “{series}”. "  # type: ignore[attr-defined]
        "Change one of the two numbers first."
    )
