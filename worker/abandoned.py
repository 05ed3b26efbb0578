"""Tasks whose worker has died. They would count as running for ever.

What a task was for goes on by itself: see `tables.admin.uploads`, `exports.jobs` and
`archive.publisher.tasks`.
"""

from typing import Any

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.work_lock import Busy, at_work


class WorkerDied(Exception):
    """The worker ended while it did this task."""


def lock_of(worker_id: str) -> str:
    """The name of the lock that a worker holds as long as it lives."""
    return f"worker-{worker_id}"


def fail_abandoned(**kwargs: Any) -> None:
    """Mark the tasks of workers that are no more as failed."""
    for task in DBTaskResult.objects.running():
        try:
            with at_work(lock_of(task.worker_ids[-1] if task.worker_ids else "unknown")):
                task.refresh_from_db(fields=["status"])
                if task.status == TaskResultStatus.RUNNING:
                    task.set_failed(WorkerDied(WorkerDied.__doc__))
        except Busy:
            continue  # it is alive
