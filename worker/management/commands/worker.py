"""`manage.py worker`: the work that Plenary does outside a request."""

import logging
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from cms.work_lock import Busy, at_work
from webhooks.worker import WebhookWorker
from worker.abandoned import lock_of

logger = logging.getLogger("plenary.log")

PAUSE = 5.0  # seconds after the database failed


class Command(BaseCommand):
    help = (
        "Work in the background until you stop it: publish the documents that show a change, "
        "batch by batch, make exports, send webhooks and purge caches."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        deliveries = threading.Thread(target=WebhookWorker().run, args=[stop], daemon=True)
        deliveries.start()
        do_tasks()
        stop.set()
        deliveries.join()  # it saves what is under way and begins nothing more


def do_tasks() -> None:
    """Do one task after the other. When the database is away or busy, wait for it.

    `manage.py db_worker` would end with the first such failure. A signal ends this process at once,
    or after the current task. `running` is false then, even when that task fails.
    """
    for name in ("django_tasks", "django_tasks_db"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    worker = Worker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=1,
        batch=False,
        backend_name="worker",
        startup_delay=True,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    while worker.running:
        try:
            with at_work(lock_of(worker.worker_id)):
                worker.run()
        except (DatabaseError, Busy) as error:
            message = " ".join(str(error).split())
            reason = "its lock is held" if isinstance(error, Busy) else "the database failed"
            logger.error("%s, and the worker tries again: %s", reason, message)
            connection.close()
            if worker.running:
                time.sleep(PAUSE)
