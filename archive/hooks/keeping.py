"""How long it is known what was delivered."""

from datetime import timedelta

from django.utils import timezone

from archive.hooks.models import Delivery
from cms.signals import swept

KEPT = timedelta(days=30)


def connect() -> None:
    swept.connect(forget_old, dispatch_uid="archive.hooks.forget_old")


def forget_old(**kwargs) -> None:
    Delivery.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
