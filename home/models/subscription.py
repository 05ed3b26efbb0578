"""An address that gets the newsletter, or has been asked whether it wants to."""

import uuid

from django.db import models
from django.utils import timezone


class Subscription(models.Model):
    """One address, in small letters. Whoever leaves is deleted at once, and nothing is kept.

    `uid` is made from the address (`home.newsletter.uid_of`), and every link in a letter holds it.
    `messaged_at` is when the last message was sent, so that nobody can be flooded with them.
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
