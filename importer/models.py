"""A saved page that was read, until an editor has made a draft of it."""

from django.conf import settings
from django.db import models


class State(models.TextChoices):
    REVIEW = "review", "To review"
    MADE = "made", "Made into a draft"
    DROPPED = "dropped", "Dropped"


class Reading(models.Model):
    """What a page says, as it was read, and how far its review has come.

    `proposal` is that of `importer.extract`, without its source; `text` is what its spans count in.
    `answers` is an unfinished review: `{"code-0-code": ["WP1725"], …}`. `version` moves with every
    change, so that of two editors the second one is told.
    """

    name = models.CharField("name", max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    text = models.TextField()
    address = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=12, blank=True)
    proposal = models.JSONField()
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    state = models.CharField("state", max_length=10, choices=State, default=State.REVIEW)
    series = models.ForeignKey(
        "cms.SeriesPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    event = models.ForeignKey(
        "cms.EventPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField("read", auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField("changed", auto_now=True)

    # What it names is no use of it: a draft can be deleted whatever it was made from.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        verbose_name = "page that was read"
        verbose_name_plural = "pages that were read"

    def __str__(self) -> str:
        return self.name
