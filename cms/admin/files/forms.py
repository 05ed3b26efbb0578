"""What every form of a picture or document does, in the admin and in its dialogs."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtail.models import Collection

from cms.admin.forms import ExpirableForm
from cms.documents.details import Unreadable
from cms.documents.process import remove_details
from cms.pictures.forms import PictureForm
from cms.publishing.rights import has_right


class DraftFileForm(forms.BaseForm):
    """A form whose file is a draft until somebody publishes it.

    Wagtail deletes a file that is replaced. Here earlier versions still name it.
    """

    instance: Any
    changed_data: Any
    save_m2m: Any

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)  # type: ignore[call-arg]
        self.user = user

    def clean_collection(self) -> Collection:
        """The collection says who sees a file. It has no drafts."""
        collection = self.cleaned_data["collection"]
        moves = self.instance.pk and collection.pk != self.instance.collection_id
        if moves and self.instance.live and self.user and not has_right(self.user, self.instance):
            raise ValidationError(
                "This file is public. Only who may publish it can move it to another collection."
            )
        return collection

    def save(self, commit: bool = True) -> Any:
        file = self.instance
        self.original_file = None
        if file._state.adding:
            file.live, file.has_unpublished_changes = False, True
        if not file.live:
            return super().save(commit)  # type: ignore[misc]
        super().save(False)  # type: ignore[misc]
        self.save_m2m()
        if "collection" in self.changed_data:
            public = type(file).objects.get(pk=file.pk)
            public.collection = file.collection
            public.save(update_fields=["collection"])
        return file


class FileUploadForm(DraftFileForm):
    """The forms of Wagtail's uploads and dialogs. They know nothing of drafts."""

    def save(self, commit: bool = True) -> Any:
        file = super().save(commit)
        if commit and (file.live or file.latest_revision_id):
            file.save_revision(user=self.user, changed=True, log_action=True)
        return file


class ImageUploadForm(FileUploadForm, PictureForm):
    pass


class DocumentUploadForm(FileUploadForm, BaseDocumentForm):
    pass


class FileEditForm(ExpirableForm, DraftFileForm):
    """A form with drafts, publishing and a schedule."""

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=for_user, for_user=for_user, **kwargs)


class ImageEditForm(FileEditForm, PictureForm, WagtailAdminModelForm):
    class Meta(BaseImageForm.Meta, WagtailAdminModelForm.Meta):
        pass


class DocumentEditForm(FileEditForm, BaseDocumentForm, WagtailAdminModelForm):
    class Meta(BaseDocumentForm.Meta, WagtailAdminModelForm.Meta):
        pass

    without_details = forms.BooleanField(
        label="Remove the details",
        required=False,
        help_text="Plenary makes a copy of the file without them. The copy is a draft until you "
        "publish it. A PDF loses its signature.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("without_details") and (file := cleaned.get("file")):
            try:
                content = remove_details(file)
            except Unreadable as reason:
                self.add_error("without_details", str(reason))
            else:
                cleaned["file"] = ContentFile(content, name=Path(file.name).name)
                self.changed_data.append("file")
        return cleaned
