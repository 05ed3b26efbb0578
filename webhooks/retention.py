"""How long it is known what was delivered."""

from datetime import timedelta

from django.utils import timezone

from cms.signals import swept
from webhooks.models import Delivery

KEPT = timedelta(days=30)


def connect() -> None:
    swept.connect(forget_old, dispatch_uid="webhooks.forget_old")


def forget_old(**kwargs) -> None:
    Delivery.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
