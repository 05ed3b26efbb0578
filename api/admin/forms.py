"""The forms of images and documents. Wagtail has no hook for their menus."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.widgets import Button
from wagtail.documents.views import documents
from wagtail.images.views import images

from .buttons import world_button


class LeadsToTheWorld:
    """An edit view whose menu leads to what the world sees of the file."""

    @cached_property
    def header_more_buttons(self: Any) -> list[Button]:
        buttons = super().header_more_buttons  # type: ignore[misc]
        return [*buttons, *world_button(self.object, self.request.user)]


class ImageEditView(LeadsToTheWorld, images.EditView):
    pass


class DocumentEditView(LeadsToTheWorld, documents.EditView):
    pass


def file_urls() -> list[URLPattern]:
    """The paths of Wagtail's own two forms. This app comes before Wagtail's."""
    return [
        path("images/<int:image_id>/", ImageEditView.as_view(), name="edit_image"),
        path("documents/edit/<int:document_id>/", DocumentEditView.as_view(), name="edit_document"),
    ]
