"""What images and documents share: id, licence, credit and checksum."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from django.db import models

from .record import Described, Identified, free_slug


def sha256_of(file: Any) -> str:
    """The SHA-256 of an open binary file, in lower-case hexadecimal."""
    return hashlib.file_digest(file, "sha256").hexdigest()


class ArchivedFile(Identified, Described):
    """A file with its rights and the SHA-256 of its upload."""

    # Fields of Wagtail's image and document models.
    file: Any
    title: Any
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

    def get_full_url(self) -> str:
        return f"{settings.FRONTEND_ORIGIN}/{self.plural}/{self.wanted_key}/"

    full_url = property(get_full_url)

    @property
    def is_new_file(self) -> bool:
        return not self.file._committed or not self.sha256

    def inspect(self, file: Any) -> tuple[str, ...]:
        """Take from a new file what the record says of it. The names of the fields."""
        return ()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            others = type(self)._default_manager.exclude(pk=self.pk)
            self.slug = free_slug(self.title, self.kind, others)
        if self.is_new_file:
            with self.open_file() as file:
                self.sha256 = sha256_of(file)
                file.seek(0)
                taken = ("sha256", *self.inspect(file))
            if "update_fields" in kwargs and kwargs["update_fields"] is not None:
                kwargs["update_fields"] = [*kwargs["update_fields"], *taken]
        super().save(*args, **kwargs)
