"""Delivering: each endpoint from its own cursor, in the order of the log.

Of records that changed more than once only the newest entry is sent, as in the changes feed, so a
record stands in one window at most once, and the window may be sent at the same time. The cursor
moves over what was done; the first that fails is where the next try begins. A process that dies
between sending and recording leaves the cursor behind: the same messages go out again.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from archive.models import Head, Record
from webhooks import retry
from webhooks.mail import tell_of
from webhooks.messages import Message, headers_of, message_of, ping
from webhooks.models import Delivery, Endpoint
from webhooks.transport import Answer, post

logger = logging.getLogger("plenary.hooks")

WINDOW = 16  # messages at the same time to an endpoint that takes them
LEASE = timedelta(seconds=60)  # longer than a window can take
GONE = 410
NOT_WRITTEN = "The answer could not be written down."


@dataclass(frozen=True)
class Try:
    """A message, when it was sent, and what came of it."""

    message: Message
    sent_at: datetime
    answer: Answer


def due(now: datetime) -> list[Endpoint]:
    """The endpoints that something waits for, and that nobody delivers to just now."""
    head = Head.end()
    waits = Q(cursor__lt=head) | Q(ping_asked_at__isnull=False)
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    return list(Endpoint.objects.filter(waits, free, is_active=True, next_try_at__lte=now))


def deliver(
    pk: int, send: Callable[..., Answer] = post, stop: threading.Event | None = None
) -> None:
    """Deliver what endpoint `pk` has not had, until it has all or fails; or until `stop`."""
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    mine = Endpoint.objects.filter(free, pk=pk, is_active=True)
    if not mine.update(claimed_until=now + LEASE):
        return
    try:
        with ThreadPoolExecutor(WINDOW) as senders:
            while _deliver_window(pk, senders, send):
                if stop is not None and stop.is_set():
                    break
    finally:
        Endpoint.objects.filter(pk=pk).update(claimed_until=None)


def _deliver_window(pk: int, senders: ThreadPoolExecutor, send: Callable[..., Answer]) -> bool:
    """Send what comes next and write down how it went; whether to go on."""
    endpoint = Endpoint.objects.filter(pk=pk, is_active=True).first()
    if endpoint is None:
        return False
    messages, end = next_messages(endpoint, 1 if endpoint.failures else WINDOW)
    if not messages:
        # What failed was withdrawn or is not asked for any more: nothing fails now.
        mine = Endpoint.objects.filter(pk=endpoint.pk, cursor=endpoint.cursor)
        mine.update(cursor=end, failures=0, failing_since=None)
        return False
    tries = list(senders.map(lambda each: _try(endpoint, each, send), messages))
    try:
        return _record(endpoint, tries)
    except Exception:
        # A failure that is not written down has no pause after it, and would come for ever.
        logger.exception("what webhook %s answered cannot be written down", endpoint.pk)
        return _record(endpoint, [_without_answer(each) for each in tries])


def next_messages(endpoint: Endpoint, most: int) -> tuple[list[Message], int]:
    """The messages that follow the cursor, and the end of the log as it was then."""
    if endpoint.ping_asked_at is not None:
        return [ping(endpoint.ping_asked_at)], endpoint.cursor
    head = Head.objects.get()
    records = Record.objects.filter(entry_id__gt=endpoint.cursor, entry_id__lte=head.sequence)
    # Those that have expired are left out until the log has taken it: the withdrawal will follow.
    records = records.exclude(live=True, expires_at__lte=timezone.now())
    if endpoint.kinds:
        records = records.filter(kind__in=endpoint.kinds)
    found = records.select_related("entry").defer("entry__body", "summary").order_by("entry_id")
    return [message_of(record, head.epoch) for record in found[:most]], head.sequence


def _try(endpoint: Endpoint, message: Message, send: Callable[..., Answer]) -> Try:
    now = timezone.now()
    answer = send(endpoint.url, headers_of(message, endpoint.secrets_at(now), now), message.body)
    return Try(message, now, answer)


def _without_answer(each: Try) -> Try:
    return replace(each, answer=Answer(each.answer.milliseconds, problem=NOT_WRITTEN))


@transaction.atomic
def _record(endpoint: Endpoint, tries: list[Try]) -> bool:
    """Write the tries down and move the cursor up to the first that failed; whether to go on.

    An editor may have moved the cursor meanwhile, to have a part sent again: then it stays there.
    Or the endpoint is deleted: then there is nothing to write to.
    """
    mine = Endpoint.objects.filter(pk=endpoint.pk)
    present = mine.select_for_update().first()
    if present is None:
        return False
    Delivery.objects.bulk_create(_row(endpoint, each) for each in tries)
    failed = [each for each in tries if not each.answer.is_done]
    done = tries[: tries.index(failed[0])] if failed else tries
    if any(each.message.sequence is None for each in tries):
        mine.filter(ping_asked_at=endpoint.ping_asked_at).update(ping_asked_at=None)
    reached = [each.message.sequence for each in done if each.message.sequence is not None]
    if reached:
        mine.filter(cursor=endpoint.cursor).update(cursor=max(reached))
    if not failed:
        lease = timezone.now() + LEASE
        mine.update(failures=0, failing_since=None, claimed_until=lease)
        return True
    _fail(present, failed)
    return False


def _fail(endpoint: Endpoint, failed: list[Try]) -> None:
    """The next try of all that is left, or none any more. Each answer of a window counts."""
    if any(each.answer.status == GONE for each in failed):
        _switch_off(endpoint, "It answered 410: the address is gone.")
        return
    first = failed[0]
    if first.message.sequence is None:
        return  # a test message: it says nothing of how the delivery of the others goes
    now = timezone.now()
    since = endpoint.failing_since or first.sent_at
    asked = [each.answer.retry_after for each in failed]
    Endpoint.objects.filter(pk=endpoint.pk).update(
        failures=F("failures") + 1,
        failing_since=since,
        next_try_at=retry.next_try(endpoint.failures + 1, asked, now),
    )
    if now - since >= retry.GIVING_UP:
        words = f"It has failed since {since:%Y-%m-%d %H:%M} UTC. {outcome(first.answer)}"
        _switch_off(endpoint, words)


def _switch_off(endpoint: Endpoint, reason: str) -> None:
    """Nothing here switches an endpoint on: an editor may have switched it off meanwhile."""
    mine = Endpoint.objects.filter(pk=endpoint.pk)
    mine.update(is_active=False, switched_off_because=reason[:300])
    transaction.on_commit(lambda: tell_of(endpoint, reason), robust=True)


def outcome(answer: Answer) -> str:
    """The answer in words, for a list: "Answer 500." """
    return answer.problem or f"Answer {answer.status}."


def _row(endpoint: Endpoint, each: Try) -> Delivery:
    answer = each.answer
    return Delivery(
        endpoint=endpoint,
        message_id=each.message.id,
        type=each.message.type,
        sequence=each.message.sequence,
        sent_at=each.sent_at,
        milliseconds=answer.milliseconds,
        status=answer.status,
        problem=answer.problem,
        is_done=answer.is_done,
    )
