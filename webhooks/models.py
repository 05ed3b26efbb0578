"""Who is told of changes, how far they have been told, and how that went."""

import base64
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from webhooks.url_guard import check_url

OVERLAP = timedelta(hours=24)  # in which a secret that was replaced still signs as well


def new_secret() -> str:
    """A secret as Standard Webhooks writes it: "whsec_" and 32 random bytes in base64."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"


class Endpoint(models.Model):
    """An address that is told what is published and withdrawn.

    `cursor` is the number in the log up to which it has been told; it moves when a delivery is
    done with. `claimed_until` is the lease of the process that delivers to it just now.
    """

    name = models.CharField(max_length=100, help_text="Whose address it is, for your own list.")
    url = models.CharField(
        "address",
        max_length=500,
        validators=[check_url],
        help_text="It gets a POST for each change. Private networks are refused.",
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
        """Wait for the deliveries that are written down just now, so that they go with it."""
        Endpoint.objects.select_for_update().filter(pk=self.pk).first()
        return super().delete(*args, **kwargs)

    def secrets_at(self, now: datetime) -> list[str]:
        """The secrets that sign: the present one, and for a day the one before it."""
        is_old_valid = self.old_secret and self.old_secret_until and now < self.old_secret_until
        return [self.secret, self.old_secret] if is_old_valid else [self.secret]

    def rotate(self) -> None:
        """A new secret, to be shown once; the one before it goes on signing for a day.

        A secret that was not shown is one that no receiver has: then an older one goes on.
        """
        now = timezone.now()
        self.old_secret = self.secret if self.is_secret_shown else self.secrets_at(now)[-1]
        self.old_secret_until = now + OVERLAP
        self.secret, self.is_secret_shown = new_secret(), False
        self.save(update_fields=["secret", "is_secret_shown", "old_secret", "old_secret_until"])

    def try_now(self) -> None:
        """Forget failures, and deliver as soon as the worker looks."""
        self.is_active, self.switched_off_because = True, ""
        self.failures, self.failing_since, self.next_try_at = 0, None, timezone.now()
        self.save(
            update_fields=[
                "is_active", "switched_off_because", "failures", "failing_since", "next_try_at",
            ]
        )  # fmt: skip


class Delivery(models.Model):
    """One try. `status` is that of the answer; without one `problem` says why. None for a ping."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    message_id = models.CharField("message", max_length=64)
    type = models.CharField("what", max_length=40)
    sequence = models.BigIntegerField("number in the log", null=True)
    sent_at = models.DateTimeField("when")
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


class Cursor(models.Model):
    """How far a subscriber of ours has been told: the caches in front of the server."""

    name = models.CharField(max_length=40, unique=True)
    sequence = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} at {self.sequence}"
