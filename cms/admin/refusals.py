"""What cannot be done is said in a sentence, where the editor is, and never a server error."""

import copy
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import PROTECT, Model, ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages

NAMED = 3


class SecondLook:
    """A create or edit view that judges a form again when the database refuses it.

    Two editors may give the same number at the same moment: both forms were right when they were
    read. The second one is read again, with the first one's work in sight, so that its error is
    shown at its field and nothing typed is lost.
    """

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        untouched = copy.copy(self)
        try:
            with transaction.atomic():
                return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except (IntegrityError, ValidationError):
            untouched.setup(request, *args, **kwargs)  # type: ignore[attr-defined]
            return super(SecondLook, untouched).dispatch(  # type: ignore[misc]
                request, *args, **kwargs
            )


class RefusalMiddleware:
    """Turns a refusal of the database into a message, in the admin and nowhere else."""

    REFUSALS = (ProtectedError, RestrictedError, IntegrityError, ValidationError)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        home = reverse("wagtailadmin_home")
        if not request.path.startswith(home):
            return None
        if isinstance(exception, MultiValueDictKeyError):
            return HttpResponseBadRequest("The form did not arrive whole. Please send it again.")
        if not isinstance(exception, self.REFUSALS):
            return None
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)
        for sentence in sentences_of(exception):
            messages.error(request, sentence)
        back = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
            back = home
        return redirect(back)


def sentences_of(exception: Exception) -> list[str]:
    """What an editor is told of a refusal."""
    if isinstance(exception, ProtectedError):
        return [f"This cannot be deleted: {named(exception.protected_objects)} still uses it."]
    if isinstance(exception, RestrictedError):
        return [f"This cannot be deleted: {named(exception.restricted_objects)} still uses it."]
    if isinstance(exception, ValidationError):
        return ["Nothing was changed, because a rule would be broken.", *exception.messages]
    return [
        "Nothing was changed: another record already has this number, code or address, or the "
        "values do not fit together. Open the record and save it to see which."
    ]


def named(records: Iterable[Model]) -> str:
    """The first few by name: "“A”, “B”, “C” and 4 more"."""
    names = [f"“{record}”" for record in records]
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def users_of(record: Model) -> list[Any]:
    """The records that keep `record` from being deleted, such as events that name a partner."""
    users: list[Any] = []
    for relation in record._meta.related_objects:
        if relation.on_delete is PROTECT:
            links: Any = relation.related_model._default_manager.filter(
                **{relation.field.name: record}
            )
            users.extend(link.event for link in links.select_related("event"))
    return list(dict.fromkeys(users))


def refuse_deletion(request: HttpRequest, records: Iterable[Model]) -> HttpResponse | None:
    """Before a snippet is deleted: say which events still name it."""
    for record in records:
        if users := users_of(record):
            messages.error(
                request,
                f"“{record}” cannot be deleted, because events name it: {named(users)}. Take it "
                "out of them first, or unpublish it.",
            )
            return redirect(record.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]
    return None


def refuse_move(request: HttpRequest, page: Model, destination: Model) -> HttpResponse | None:
    """Before an event is moved: its number must be free in the series it goes to."""
    problem = move_problem(page, destination)
    if problem is None:
        return None
    messages.error(request, problem)
    return redirect("wagtailadmin_pages:move", page.pk)


def move_problem(page: Model, destination: Model) -> str | None:
    """Why `page` cannot lie under `destination`, or None."""
    if getattr(page, "kind", "") != "event" or page.ordinal is None:  # type: ignore[attr-defined]
        return None
    series = destination.specific  # type: ignore[attr-defined]
    if getattr(series, "kind", "") != "series":
        return f"“{page}” has a number, and only an edition of a series has one. Clear it first."
    twin = series.editions.filter(ordinal=page.ordinal).exclude(pk=page.pk).first()  # type: ignore[attr-defined]
    if twin is None:
        return None
    return (
        f"“{page}” is number {page.ordinal}, and in “{series}” that is “{twin}”. "  # type: ignore[attr-defined]
        "Change one of the two numbers first."
    )
