"""What images and documents share: id, drafts, licence, credit and checksum."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.models import Revision

from .record import Drafted, free_slug


def sha256_of(file: Any) -> str:
    """The SHA-256 of an open binary file, in lower-case hexadecimal."""
    return hashlib.file_digest(file, "sha256").hexdigest()


class ArchivedFile(Drafted):
    """A file with its rights and the SHA-256 of its upload.

    Each draft names its own file. A new file waits beside the public one until it is published, and
    the file of an earlier version stays in the store.
    """

    # Fields of Wagtail's image and document models.
    file: Any
    title: Any
    collection: Any
    open_file: Callable[[], AbstractContextManager[Any]]

    slug = models.SlugField(
        "address",
        max_length=200,
        blank=True,
        unique=True,
        help_text="Leave this empty to make it from the title.",
    )
    licence = models.CharField(
        "licence",
        max_length=255,
        blank=True,
        help_text="The web address of the licence, or its name, such as CC BY 4.0.",
    )
    credit = models.CharField(
        "credit", max_length=255, blank=True, help_text="The author, as it should be printed."
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def wanted_key(self) -> str:
        return self.slug

    @property
    def is_new_file(self) -> bool:
        return not self.file._committed or not self.sha256

    @property
    def is_never_published(self) -> bool:
        """Nobody has yet decided about it: it is not public, not withdrawn and not scheduled."""
        return not (self.live or self.first_published_at or self.go_live_at or self.expired)

    def missing(self) -> dict[str, list[Any]]:
        if not self.file._committed or self.file.storage.exists(self.file.name):
            return {}
        return {
            "file": [
                ValidationError("The store does not have this file any more. Upload it again.")
            ]
        }

    def inspect(self, file: Any) -> tuple[str, ...]:
        """Take from a new file what the record says of it. The names of the fields."""
        return ()

    def read_new_file(self) -> tuple[str, ...]:
        """Take in what a new file says. The names of the fields."""
        with self.open_file() as file:
            self.sha256 = sha256_of(file)
            file.seek(0)
            return ("sha256", *self.inspect(file))

    def versions_with(self, filename: str) -> Iterator[Any]:
        """The drafts and public versions with a file of that name, newest first."""
        named = self.revisions.filter(content__file__endswith=f"/{filename}")
        for revision in named.order_by("-created_at", "-pk"):
            yield revision.as_object()

    def keep_public_version(self) -> None:
        """Make a version of what is public when there is none, so that its file stays known."""
        models: Any = type(self)._base_manager
        public = models.filter(pk=self.pk, live=True, live_revision=None).first()
        if public is not None:
            revision = super(ArchivedFile, public).save_revision(changed=False, clean=False)
            models.filter(pk=self.pk).update(live_revision=revision)
            self.live_revision = self.latest_revision = revision

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            others = type(self)._default_manager.exclude(pk=self.pk)
            self.slug = free_slug(self.title, self.kind, others)
        if self.is_new_file:
            self.keep_public_version()
            taken = self.read_new_file()
            if "update_fields" in kwargs and kwargs["update_fields"] is not None:
                kwargs["update_fields"] = [*kwargs["update_fields"], *taken]
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, clean: bool = True, **kwargs: Any) -> Revision:
        """Save a draft. A new file goes into the store now, because the draft keeps its name."""
        if clean:
            self.full_clean()
        self.keep_public_version()
        if self.is_new_file:
            self.read_new_file()
        if not self.file._committed:
            self.file.save(Path(self.file.name).name, self.file.file, save=False)
        return super().save_revision(*args, clean=False, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A draft says nothing of the collection: who may see the file is no matter of versions."""
        record = super().with_content_json(content)
        record.collection = self.collection
        return record


def files_of(model: type[ArchivedFile]) -> Iterator[tuple[str, str]]:
    """`(name, SHA-256)` of each file that a record or one of its versions names, once."""
    every: Any = model._base_manager
    records = every.order_by("pk").values_list("file", "sha256")
    versions = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(model), content__file__isnull=False
    )
    named = versions.order_by("pk").values_list("content__file", "content__sha256")
    seen = set()
    for name, sha256 in (*records.iterator(), *named.iterator()):
        if name not in seen:
            seen.add(name)
            yield name, sha256
