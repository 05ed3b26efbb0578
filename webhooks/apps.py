"""Webhooks as a Django app."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "webhooks"
    verbose_name = "Webhooks"

    def ready(self) -> None:
        from archive.opaque import forgotten  # it needs all models
        from webhooks import purging, retention

        retention.connect()
        forgotten.connect(purging.purge_forgotten)
