"""Exports as a Django app."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "exports"
    verbose_name = "Exports"

    def ready(self) -> None:
        from cms.signals import swept
        from exports.fixity.check import check_waiting  # it needs all models

        swept.connect(check_waiting, dispatch_uid="exports.check_files")
