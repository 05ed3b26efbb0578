"""What was left for later: records that show something of a change, too many for one request.

Each batch is one run of catching up, so the log is right after each of them. The pending rows are
the truth about what is left: whoever does the next batch, worker or sweep, goes on from them.
"""

import time
from datetime import timedelta

from django.db.models import Min
from django.utils import timezone
from django_tasks import task

from archive.models import Pending
from archive.publisher.log import appending
from archive.publisher.run import Run

BATCH = 250
PAUSE = 0.1  # seconds between batches, in which an editor who waits for the lock gets it


def waiting() -> int:
    """How many records are still to be published anew."""
    return Pending.objects.filter(later=True).count()


def longest_wait() -> timedelta:
    """How long the first of them has waited; no time at all when there is none."""
    oldest = Pending.objects.filter(later=True).aggregate(oldest=Min("created_at"))["oldest"]
    return timezone.now() - oldest if oldest else timedelta(0)


def go_on() -> bool:
    """Do the next batch; return whether any is left."""
    with appending() as head:
        rows = list(Pending.objects.filter(later=True).order_by("pk")[:BATCH])
        if rows:
            Run(head, timezone.now()).finish(rows)
    return Pending.objects.filter(later=True).exists()


def finish() -> None:
    """Do all that is left, batch by batch."""
    while go_on():
        time.sleep(PAUSE)


@task(backend="worker")
def publish_later() -> None:
    finish()
