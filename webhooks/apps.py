"""Webhooks as a Django app."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "webhooks"
    verbose_name = "Webhooks"

    def ready(self) -> None:
        from archive.opaque import forgotten  # it needs all models
        from cms.ledger.revocations import watch
        from cms.signals import swept
        from webhooks import abandoned, purging, retention
        from webhooks.models import Endpoint

        retention.connect()
        swept.connect(abandoned.fail_abandoned)
        watch(Endpoint, active="is_active", key="secret")
        forgotten.connect(purging.purge_forgotten)
