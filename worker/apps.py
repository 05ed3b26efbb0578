"""The worker as a Django app: its command, and what becomes of the tasks of one that died."""

from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "worker"
    verbose_name = "Worker"

    def ready(self) -> None:
        from cms.signals import swept
        from worker.abandoned import fail_abandoned  # it needs all models

        swept.connect(fail_abandoned)
