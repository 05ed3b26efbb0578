"""What all records share: pages, snippets and files."""

import uuid
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.functional import cached_property
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    Locale,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from cms.text.slugs import is_reserved, slug_of

from .fields import LinesField, lines, validate_url_lines
from .previewed import PreviewedInFrontEnd
from .publication import PublishedByRules
from .reference_updates import one_reference_update
from .release import LockedByRelease
from .rows import MadeOfRows
from .schedule_failure import MendableSchedule
from .versions import ReadableVersions


class Identified(ReadableVersions, models.Model):
    """A permanent id, which revisions and copies do not change."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    kind: str
    plural: str
    # The fields with its names: "name", and "names.name" for those of its parts.
    found_by: tuple[str, ...] = ("title",)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save in one transaction with everything that the signals write."""
        with transaction.atomic(), one_reference_update(self):
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            return super().delete(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Keep the id of the record and not the id in the revision."""
        record = super().with_content_json(content)
        record.uid = self.uid
        return record

    @property
    def wanted_key(self) -> str:
        """The key that this record should have. It gets it if no other record ever had it."""
        raise NotImplementedError


class Described(models.Model):
    """Links to the same thing on other sites, and notes that stay in the admin."""

    same_as = LinesField(
        "the same on other sites",
        validators=[validate_url_lines],
        help_text="Pages about exactly this, such as in Wikidata: one web address per line.",
    )
    internal_notes = models.TextField(
        "internal notes", blank=True, help_text="For colleagues. Plenary never publishes them."
    )

    class Meta:
        abstract = True

    @property
    def same_as_list(self) -> list[str]:
        return lines(self.same_as)


def free_slug(name: str, kind: str, others: models.QuerySet, names: Collection[str] = ()) -> str:
    """A slug from `name` that none of `others` has, nor `names`. It may end with a number."""
    base = slug_of(name)[:60].strip("-") or kind
    taken = {*names, *others.filter(slug__startswith=base).values_list("slug", flat=True)}
    slug, number = base, 1
    while slug in taken or is_reserved(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug


def localised_key(base: str, language_code: str) -> str:
    """`base`, with the language code if it is not the default language."""
    if language_code == settings.LANGUAGE_CODE:
        return base
    return f"{base}-{language_code}"


# Where a list leaves the scheduled versions of a record.
SCHEDULED = "_scheduled_revisions"


class Drafted(
    PublishedByRules,
    PreviewedInFrontEnd,
    LockedByRelease,
    MendableSchedule,
    Identified,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    Described,
):
    """What snippets and files share with pages: drafts, approval, locks, a schedule, previews."""

    default_exclude_fields_in_copy = ["id", "uid", "latest_revision", "live_revision"]

    class Meta:
        abstract = True

    def get_full_url(self) -> str:
        return f"{settings.FRONTEND_ORIGIN}/{self.plural}/{self.wanted_key}/"

    full_url = property(get_full_url)

    @cached_property
    def scheduled_revision(self) -> Revision | None:
        """A list reads it for all its rows together."""
        if hasattr(self, SCHEDULED):
            return next(iter(getattr(self, SCHEDULED)), None)
        return super().scheduled_revision


class Record(MadeOfRows, Drafted, TranslatableMixin, index.Indexed, ClusterableModel):
    """A snippet with the features of a page: drafts, workflow, locks, translation, preview."""

    found_by: tuple[str, ...] = ("name",)

    slug = models.SlugField(
        "address",
        max_length=200,
        blank=True,
        help_text="The last part of the web address. Leave this empty to make it from the name.",
    )
    seo_title = models.CharField(
        "title for search engines",
        max_length=255,
        blank=True,
        help_text="If it differs from the name.",
    )
    search_description = models.TextField("description for search engines", blank=True)

    class Meta(TranslatableMixin.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "locale"],
                name="%(app_label)s_%(class)s_slug",
                violation_error_message="Another record has this address.",
            )
        ]

    def __str__(self) -> str:
        """The name on one line, as the subject of a mail needs it."""
        return " ".join(self.name_for_humans.split())

    @property
    def name_for_humans(self) -> str:
        """The name of this record for editors. Plenary makes the slug from it."""
        raise NotImplementedError

    @property
    def wanted_key(self) -> str:
        locale: Locale = self.locale  # type: ignore[has-type]
        return localised_key(self.slug, locale.language_code)

    def also_known_as(self, name: str) -> None:
        """Note the name of a record that this one has taken in, where it has other names."""

    @property
    def title(self) -> str:
        """The title of a link to this record."""
        return self.name_for_humans

    def clean(self) -> None:
        super().clean()
        self.set_slug()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_in()
        super().save(*args, **kwargs)

    def fill_in(self) -> None:
        """Fill in empty fields that follow from others."""
        self.set_slug()

    def set_slug(self) -> None:
        """Make a slug from the name, if it is empty."""
        if self.slug:
            return
        if self.locale_id is None:
            self.locale = self.get_default_locale()
        others = type(self).objects.filter(locale_id=self.locale_id).exclude(pk=self.pk)
        self.slug = free_slug(self.name_for_humans, self.kind, others)
