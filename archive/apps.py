"""The publication log: what has been published."""

import gc
from typing import Any

from django.apps import AppConfig
from django.db.models import Model
from django.db.models.signals import post_migrate

# Imports and exports make thousands of objects and need them for a while. By default Python looks
# for garbage after 700 new objects. `manage.py` has it look less often still.
GARBAGE_THRESHOLD = 10_000


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Publication log"

    def ready(self) -> None:
        from archive import cache_generation
        from archive.ledger import entries  # noqa: F401  it connects its receiver
        from archive.publisher import signals

        gc.set_threshold(max(GARBAGE_THRESHOLD, gc.get_threshold()[0]))
        signals.connect()
        cache_generation.connect()
        post_migrate.connect(begin_log, sender=self, dispatch_uid="archive.begin_log")


def begin_log(sender: type[Model], **kwargs: Any) -> None:
    """Begin the log with what the migrations have made, such as the home page."""
    from archive.publisher.after_commit import begin

    begin()
