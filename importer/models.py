"""A saved page of an event, from its import to the draft that an editor makes of it."""

from django.conf import settings
from django.db import models


class ReviewState(models.TextChoices):
    REVIEW = "review", "To review"
    MADE = "made", "Draft made"
    DROPPED = "dropped", "Dropped"


class ImportedPage(models.Model):
    """The text of a page, the values extracted from it, and the state of its review.

    `proposal` comes from `importer.extract`, without its source. Its spans are offsets into `text`.
    `answers` is an unfinished review: `{"code-page7-code": "WP1725", …}`. Every change raises
    `version`, so that a second editor gets a warning.
    """

    name = models.CharField("name", max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    text = models.TextField()
    address = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=12, blank=True)
    proposal = models.JSONField()
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    state = models.CharField(
        "state", max_length=10, choices=ReviewState, default=ReviewState.REVIEW
    )
    series = models.ForeignKey(
        "cms.SeriesPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    event = models.ForeignKey(
        "cms.EventPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField("imported", auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField("changed", auto_now=True)

    # These links do not count as usage: an editor may delete the draft.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        verbose_name = "imported page"
        verbose_name_plural = "imported pages"

    def __str__(self) -> str:
        return self.name
