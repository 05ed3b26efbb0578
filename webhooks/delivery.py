"""Delivery: each endpoint from its own cursor, in the order of the log.

As in the changes feed, a record that changed more than once is sent once, at its newest entry. So a
window holds a record at most once, and its messages may be sent at the same time. The cursor moves
up to the first message that fails, and the next try begins there. If a process dies after it sends
and before it saves, the cursor stays behind and the same messages are sent again.
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

from archive.models import Head, PublicRecord
from webhooks import retry
from webhooks.mail import mail_administrators
from webhooks.messages import Message, headers_of, message_of, ping
from webhooks.models import Delivery, Endpoint
from webhooks.transport import SendResult, post

logger = logging.getLogger("plenary.webhooks")

WINDOW = 16  # messages that are sent at the same time to a healthy endpoint
LEASE = timedelta(seconds=60)  # longer than a window can take
GONE = 410
NOT_SAVED = "Plenary could not save the answer."


@dataclass(frozen=True)
class Attempt:
    """One try to send a message, and its result."""

    message: Message
    sent_at: datetime
    result: SendResult


def due(now: datetime) -> list[Endpoint]:
    """The endpoints that have messages waiting and that no process delivers to now."""
    head = Head.end()
    waiting = Q(cursor__lt=head) | Q(ping_asked_at__isnull=False)
    free = Endpoint.objects.filter(_is_free(now), is_active=True)
    return list(free.filter(waiting, next_try_at__lte=now))


def _is_free(now: datetime) -> Q:
    """No process delivers to it."""
    return Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)


def deliver(
    pk: int, send: Callable[..., SendResult] = post, stop: threading.Event | None = None
) -> None:
    """Deliver to endpoint `pk` until it is up to date, until it fails, or until `stop` is set."""
    now = timezone.now()
    mine = Endpoint.objects.filter(_is_free(now), pk=pk, is_active=True)
    if not mine.update(claimed_until=now + LEASE):
        return
    try:
        with ThreadPoolExecutor(WINDOW) as senders:
            while _deliver_window(pk, senders, send):
                if stop is not None and stop.is_set():
                    break
    finally:
        Endpoint.objects.filter(pk=pk).update(claimed_until=None)


def _deliver_window(pk: int, senders: ThreadPoolExecutor, send: Callable[..., SendResult]) -> bool:
    """Send the next messages and save the results. Return whether to go on."""
    endpoint = Endpoint.objects.filter(pk=pk, is_active=True).first()
    if endpoint is None:
        return False
    messages, end = next_messages(endpoint, 1 if endpoint.failures else WINDOW)
    if not messages:
        # What failed was withdrawn, or the endpoint no longer asks for it. So nothing fails now.
        mine = Endpoint.objects.filter(pk=endpoint.pk, cursor=endpoint.cursor)
        mine.update(cursor=end, failures=0, failing_since=None)
        return False
    attempts = list(senders.map(lambda message: _attempt(endpoint, message, send), messages))
    try:
        return _save(endpoint, attempts)
    except Exception:
        # A failure that is not saved causes no delay, and would repeat without end.
        logger.exception("the answers of webhook %s cannot be saved", endpoint.pk)
        return _save(endpoint, [_without_answer(attempt) for attempt in attempts])


def next_messages(endpoint: Endpoint, most: int) -> tuple[list[Message], int]:
    """The messages after the cursor, and the end of the log at this moment."""
    if endpoint.ping_asked_at is not None:
        return [ping(endpoint.ping_asked_at)], endpoint.cursor
    head = Head.objects.get()
    # A record that has expired gets no message until the log withdraws it.
    records = PublicRecord.objects.settled(timezone.now())
    records = records.filter(entry_id__gt=endpoint.cursor, entry_id__lte=head.sequence)
    if endpoint.kinds:
        records = records.filter(kind__in=endpoint.kinds)
    records = records.select_related("entry").defer("entry__body", "summary")
    newest = records.order_by("entry_id")[:most]
    return [message_of(record, head.epoch) for record in newest], head.sequence


def _attempt(endpoint: Endpoint, message: Message, send: Callable[..., SendResult]) -> Attempt:
    now = timezone.now()
    result = send(endpoint.url, headers_of(message, endpoint.secrets_at(now), now), message.body)
    return Attempt(message, now, result)


def _without_answer(attempt: Attempt) -> Attempt:
    return replace(attempt, result=SendResult(attempt.result.milliseconds, problem=NOT_SAVED))


@transaction.atomic
def _save(endpoint: Endpoint, attempts: list[Attempt]) -> bool:
    """Save the attempts and move the cursor up to the first that failed. Return whether to go on.

    If an editor has moved the cursor back in the meantime, it stays there. If the endpoint is
    deleted, there is nothing to save.
    """
    mine = Endpoint.objects.filter(pk=endpoint.pk)
    present = mine.select_for_update().first()
    if present is None:
        return False
    Delivery.objects.bulk_create(_delivery_of(endpoint, attempt) for attempt in attempts)
    failed = [attempt for attempt in attempts if not attempt.result.is_done]
    done = attempts[: attempts.index(failed[0])] if failed else attempts
    if any(attempt.message.sequence is None for attempt in attempts):
        mine.filter(ping_asked_at=endpoint.ping_asked_at).update(ping_asked_at=None)
    sequences = [
        attempt.message.sequence for attempt in done if attempt.message.sequence is not None
    ]
    if sequences:
        mine.filter(cursor=endpoint.cursor).update(cursor=max(sequences))
    if not failed:
        lease = timezone.now() + LEASE
        mine.update(failures=0, failing_since=None, claimed_until=lease)
        return True
    _fail(present, failed)
    return False


def _fail(endpoint: Endpoint, failed: list[Attempt]) -> None:
    """Set the next try, or switch the endpoint off. Every answer of the window counts."""
    if any(attempt.result.status == GONE for attempt in failed):
        _switch_off(endpoint, "It answered 410: the address is gone.")
        return
    first = failed[0]
    if first.message.sequence is None:
        return  # a failed test message is no failure of a delivery
    now = timezone.now()
    since = endpoint.failing_since or first.sent_at
    retry_after = [attempt.result.retry_after for attempt in failed]
    Endpoint.objects.filter(pk=endpoint.pk).update(
        failures=F("failures") + 1,
        failing_since=since,
        next_try_at=retry.next_try(endpoint.failures + 1, retry_after, now),
    )
    if now - since >= retry.GIVE_UP_AFTER:
        reason = f"It has failed since {since:%Y-%m-%d %H:%M} UTC. {outcome(first.result)}"
        _switch_off(endpoint, reason)


def _switch_off(endpoint: Endpoint, reason: str) -> None:
    """Only an editor switches an endpoint on, who may have switched it off in the meantime."""
    mine = Endpoint.objects.filter(pk=endpoint.pk)
    mine.update(is_active=False, switched_off_because=reason[:300])
    transaction.on_commit(lambda: mail_administrators(endpoint, reason), robust=True)


def outcome(result: SendResult) -> str:
    """A sentence such as "Answer 500."."""
    return result.problem or f"Answer {result.status}."


def _delivery_of(endpoint: Endpoint, attempt: Attempt) -> Delivery:
    result = attempt.result
    return Delivery(
        endpoint=endpoint,
        message_id=attempt.message.id,
        type=attempt.message.type,
        sequence=attempt.message.sequence,
        sent_at=attempt.sent_at,
        milliseconds=result.milliseconds,
        status=result.status,
        problem=result.problem,
        is_done=result.is_done,
    )
