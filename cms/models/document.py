"""Documents: files for download."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.documents.models import AbstractDocument

from cms.documents.details import Unreadable
from cms.documents.process import may_have_details, read_details
from cms.vocabularies import DocumentKind

from .content_check import check_content
from .fields import validate_language
from .file import ArchivedFile

# The label of why the details of a file are not known.
UNREADABLE = "Not known"


class CustomDocument(ArchivedFile, AbstractDocument):
    """A file with a kind: report, programme, background note."""

    kind = "document"
    plural = "documents"

    document_kind = models.CharField(
        "kind", max_length=20, choices=DocumentKind, default=DocumentKind.OTHER
    )
    summary = models.TextField("summary", blank=True)
    language = models.CharField(
        "language",
        max_length=12,
        blank=True,
        validators=[validate_language],
        help_text="A code such as en or fr-CH.",
    )

    # What the file says of itself: [["Author", "A. Writer"], …]. Nothing public shows it.
    details = models.JSONField(default=list, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "document_kind",
        "summary",
        "language",
        "credit",
        "licence",
        "collection",
        "tags",
        "same_as",
        "internal_notes",
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"

    def clean(self) -> None:
        try:
            super().clean()
        except ValidationError as error:
            # With several uploads, a document gets its file after its form is valid. The file was
            # already checked at the upload.
            if self.file or set(error.message_dict) != {"file"}:
                raise
        if self.file and not self.file._committed:
            try:
                check_content(self.file.file)
            except ValidationError as error:
                raise ValidationError({"file": error.messages}) from error

    def inspect(self, file: Any) -> tuple[str, ...]:
        """A file that cannot be read has no details. The form says so."""
        self.details = []
        if may_have_details(self.file.name):
            try:
                self.details = read_details(file)
            except Unreadable as reason:
                self.details = [[UNREADABLE, str(reason)]]
        return ("details",)
