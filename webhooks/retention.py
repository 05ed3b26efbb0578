"""How long Plenary keeps deliveries."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cms.signals import swept
from webhooks.models import Delivery

KEEP_FOR = timedelta(days=30)


def connect() -> None:
    swept.connect(delete_old, dispatch_uid="webhooks.delete_old")


def delete_old(**kwargs: Any) -> None:
    Delivery.objects.filter(sent_at__lt=timezone.now() - KEEP_FOR).delete()
