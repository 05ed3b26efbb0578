"""The work that a publish leaves for later: records that show a change, too many for one request.

The worker and the sweep do it in batches. Each batch is one `PublishRun`, so the log is right after
each batch. The pending rows alone say what is left, so either can go on where the other stopped.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from django_tasks import task

from archive.models import Pending
from archive.publisher.lock import appending
from archive.publisher.pace import Pace, let_others_in
from archive.publisher.run import PublishRun

BATCH = 250


def waiting() -> int:
    """How many records are still to be published anew."""
    return Pending.objects.filter(later=True).count()


def longest_wait() -> timedelta:
    """How long the first of them has waited; no time at all when there is none."""
    oldest = Pending.objects.filter(later=True).aggregate(oldest=Min("created_at"))["oldest"]
    return timezone.now() - oldest if oldest else timedelta(0)


def go_on(size: int | None = None) -> bool:
    """Publish the next batch; return whether any is left."""
    with appending() as head:
        rows = list(Pending.objects.filter(later=True).order_by("pk")[: size or BATCH])
        if rows:
            PublishRun(head, timezone.now()).publish(rows)
    return Pending.objects.filter(later=True).exists()


def finish() -> None:
    """Publish all that is left, batch by batch. Between them, an editor who waits gets the lock."""
    pace, is_any_left = Pace(max(1, BATCH // 5), BATCH), True
    while is_any_left:
        size = pace.size
        with pace.measured(size):
            is_any_left = go_on(size)
        if is_any_left:
            let_others_in()


@task(backend="worker")
def publish_later() -> None:
    finish()


def wake_worker() -> None:
    """Tell the worker, where there is one, that work was left. Otherwise the next sweep does it."""
    if settings.WORKER:
        publish_later.enqueue()
