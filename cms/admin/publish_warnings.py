"""After publishing, in whatever way: the remaining warnings, in messages."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models.signals import post_save
from django.http import HttpRequest, HttpResponse
from wagtail.admin import messages
from wagtail.models import Revision
from wagtail.signals import published

from cms.publishing.linked_records import load_lists

from .access import is_of_admin
from .publishing.offers import needs_a_question
from .publishing.together import together_url
from .warnings import Advice, warnings_of_each

MOST_WARNINGS = 3
MOST_RECORDS = 5
_published: ContextVar[dict[int, None] | None] = ContextVar("published", default=None)


def connect() -> None:
    """Hear of every way to publish. Wagtail sends no `published` when it schedules a version of a
    public record, but it saves the time in the revision."""
    published.connect(_note, dispatch_uid="publish_warnings")
    post_save.connect(_note_scheduled, sender=Revision, dispatch_uid="publish_warnings")


def _note(sender: type, revision: Revision, **kwargs: Any) -> None:
    if (keys := _published.get()) is not None:
        keys[revision.pk] = None


def _note_scheduled(sender: type[Revision], instance: Revision, **kwargs: Any) -> None:
    if instance.approved_go_live_at:
        _note(sender, instance)


@contextmanager
def published_revisions() -> Iterator[dict[int, None]]:
    """The keys of the revisions that the block publishes or schedules, in order."""
    keys: dict[int, None] = {}
    token = _published.set(keys)
    try:
        yield keys
    finally:
        _published.reset(token)


def count_scheduled() -> int:
    """How many versions this request has scheduled so far."""
    keys = _published.get() or {}
    return Revision.objects.filter(pk__in=keys, approved_go_live_at__isnull=False).count()


class PublishWarningsMiddleware:
    """Tells the editor what is left to do for each record that a POST in the admin publishes.

    Wagtail has no hook for all of its ways to publish: forms, batches and approvals, of pages and
    of records.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not is_of_admin(request):
            return self.get_response(request)
        with published_revisions() as keys:
            response = self.get_response(request)
        if response.get("Content-Type", "").startswith("application/json"):
            # A window of a form asked, such as a chooser. The next page is about something else.
            return response
        lacking = [result for result in _results(keys) if result[2]]
        for record, state, warnings in lacking[:MOST_RECORDS]:
            buttons = None
            if state == "published" and needs_a_question(record, request.user):
                buttons = [messages.button(together_url(record), "Publish what it shows")]
            messages.warning(request, message_of(record, state, warnings), buttons=buttons)
        if (rest := len(lacking) - MOST_RECORDS) > 0:
            messages.warning(request, rest_of(rest))
        return response


def _results(keys: Iterable[int]) -> list[tuple[Any, str, list[Advice]]]:
    """Each record with its new state and its warnings. What was rolled back is left out."""
    revisions = Revision.objects.prefetch_related("content_object").in_bulk(keys)
    states: list[tuple[Any, str]] = []
    for revision in filter(None, map(revisions.get, keys)):
        record: Any = revision.content_object
        if record is None:
            continue
        if revision.approved_go_live_at:
            states.append((revision.as_object(), "scheduled"))
        elif record.live_revision_id == revision.pk:
            states.append((record, "published"))
    load_lists([record for record, state in states if state == "published"])
    warnings = warnings_of_each([record for record, _state in states])
    return [(*state, advice) for state, advice in zip(states, warnings, strict=True)]


def message_of(record: Any, state: str, warnings: list[Advice]) -> str:
    text = " ".join(f"{warning.problem} {warning.solution}" for warning in warnings[:MOST_WARNINGS])
    rest = len(warnings) - MOST_WARNINGS
    more = f" See Before publishing for {rest} more." if rest > 0 else ""
    return f"“{record}” is {state}, with warnings: {text}{more}"


def rest_of(count: int) -> str:
    if count == 1:
        return "1 more record has warnings. They are in its form, under Before publishing."
    return f"{count} more records have warnings. They are in the forms, under Before publishing."
