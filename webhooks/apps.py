"""Webhooks as a Django app."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "webhooks"
    verbose_name = "Webhooks"

    def ready(self) -> None:
        from archive.opaque import forgotten  # it needs all models
        from cms.ledger.revocations import watch
        from webhooks import purging, retention
        from webhooks.models import Endpoint

        retention.connect()
        watch(Endpoint, active="is_active", secrets=("secret",))
        forgotten.connect(purging.purge_forgotten)
