"""What has been published."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Publication log"

    def ready(self) -> None:
        from archive import generation, signals
        from archive.hooks import keeping

        signals.connect()
        generation.connect()
        keeping.connect()
        post_migrate.connect(begin_log, sender=self, dispatch_uid="archive.begin_log")


def begin_log(sender, **kwargs) -> None:
    """What migrations have put there, such as the home page, is the beginning of the log."""
    from archive.log import begin

    begin()
