"""The newsletter subscriptions, confirmed or waiting for a confirmation."""

import uuid

from django.db import models
from django.utils import timezone


class Subscription(models.Model):
    """One address, in lower case. When its owner unsubscribes, the row is deleted.

    `uid` is derived from the address (`home.newsletter.uid_of`). Every link in a letter holds it.
    `messaged_at` is the time of the last message. It limits how many messages an address gets.
    """

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("address", unique=True)
    locale = models.CharField("language", max_length=12)
    asked_at = models.DateTimeField("asked", default=timezone.now)
    confirmed_at = models.DateTimeField("confirmed", null=True)
    messaged_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ("view", "delete")
        verbose_name = "subscription"
        verbose_name_plural = "newsletter subscriptions"

    def __str__(self) -> str:
        return self.email

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
