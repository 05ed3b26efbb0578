"""The endpoints, how far each has followed the log, and what was delivered."""

import base64
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from webhooks.url_guard import check_url

OVERLAP = timedelta(hours=24)  # while Plenary also signs with the previous secret


def new_secret() -> str:
    """A secret as Standard Webhooks writes it: "whsec_" and 32 random bytes in base64."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"


class Endpoint(models.Model):
    """An address that gets a message when a record is published or withdrawn.

    `cursor` is the sequence up to which everything is delivered. `claimed_until` is the lease of
    the process that delivers to the endpoint now.
    """

    name = models.CharField(
        max_length=100, help_text="A name for your own list, such as the name of the receiver."
    )
    url = models.CharField(
        "address of the receiver",
        max_length=500,
        validators=[check_url],
        help_text="Plenary posts each change to this address. It must not be in a private network.",
    )
    kinds = models.JSONField(default=list, blank=True)
    is_active = models.BooleanField("switched on", default=True)
    secret = models.CharField(max_length=100, default=new_secret, editable=False)
    is_secret_shown = models.BooleanField(default=False, editable=False)
    old_secret = models.CharField(max_length=100, blank=True, editable=False)
    old_secret_until = models.DateTimeField(null=True, editable=False)
    cursor = models.BigIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(default=timezone.now, editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    switched_off_because = models.CharField(max_length=300, blank=True, editable=False)
    ping_asked_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "webhook"

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Wait for deliveries that are being saved, so that they are deleted too."""
        Endpoint.objects.select_for_update().filter(pk=self.pk).first()
        return super().delete(*args, **kwargs)

    def secrets_at(self, now: datetime) -> list[str]:
        """The secrets to sign with: the current one, and for a day the previous one."""
        is_old_valid = self.old_secret and self.old_secret_until and now < self.old_secret_until
        return [self.secret, self.old_secret] if is_old_valid else [self.secret]

    def rotate(self) -> None:
        """Make a new secret. For a day Plenary also signs with the previous one.

        No receiver has a secret that was never shown. Then the one before it stays valid.
        """
        now = timezone.now()
        self.old_secret = self.secret if self.is_secret_shown else self.secrets_at(now)[-1]
        self.old_secret_until = now + OVERLAP
        self.secret, self.is_secret_shown = new_secret(), False
        self.save(update_fields=["secret", "is_secret_shown", "old_secret", "old_secret_until"])

    def replace_secret(self) -> None:
        """Make a new secret. Nothing is signed with an earlier one any more."""
        self.old_secret, self.old_secret_until = "", None
        self.secret, self.is_secret_shown = new_secret(), False
        self.save(update_fields=["secret", "is_secret_shown", "old_secret", "old_secret_until"])

    def try_now(self) -> None:
        """Reset the failures. The worker delivers at its next look."""
        self.is_active, self.switched_off_because = True, ""
        self.failures, self.failing_since, self.next_try_at = 0, None, timezone.now()
        self.save(
            update_fields=[
                "is_active", "switched_off_because", "failures", "failing_since", "next_try_at",
            ]
        )  # fmt: skip


class Delivery(models.Model):
    """One try. `problem` says why there is no `status`. A ping has no `sequence`."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    message_id = models.CharField("message", max_length=64)
    type = models.CharField("type", max_length=40)
    sequence = models.BigIntegerField("number in the log", null=True)
    sent_at = models.DateTimeField("sent")
    milliseconds = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField("answer", null=True)
    problem = models.CharField(max_length=300, blank=True)
    is_done = models.BooleanField("delivered")

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "deliveries"
        default_permissions = ()
        indexes = [models.Index(fields=["sent_at"], name="webhooks_delivery_time")]

    def __str__(self) -> str:
        return f"{self.type} {self.message_id}"


class PurgeCursor(models.Model):
    """How far the caches in front of the server are purged."""

    name = models.CharField(max_length=40, unique=True)
    sequence = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} at {self.sequence}"
