"""How far a translation follows its original."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class TranslationBasis(models.Model):
    """The version of the original that a translation says the same as.

    It is the version that the translation was made from, or the one with which somebody compared
    it last. Without a version nobody knows it.
    """

    uid = models.UUIDField(unique=True)  # of the translation
    version = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.uid)

    @classmethod
    def confirm(cls, translation: Any, version: Any, user: Any = None) -> None:
        """Note that `translation` says the same as `version` of its original."""
        values = {"version": version, "confirmed_at": timezone.now(), "confirmed_by": user}
        cls.objects.update_or_create(uid=translation.uid, defaults=values)
