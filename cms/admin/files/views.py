"""The form of a picture or a document, with drafts. Lists and uploads are Wagtail's own."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern
from django.views.generic import RedirectView

from cms.admin.links import edit_url
from cms.admin.own_records import OneRecordViewSet
from cms.admin.snippets import RecordEditView
from cms.models import CustomDocument, CustomImage
from cms.panels.file import DOCUMENT_TABS, IMAGE_TABS


class FileEditView(RecordEditView):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Each autosave would send a chosen file again."""
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False


class FileViewSet(OneRecordViewSet):
    """What Wagtail has for a snippet and not for a file: drafts, history, approval, schedule."""

    edit_view_class = FileEditView
    copy_view_enabled = False
    menu_item_is_registered = True  # the menus “Images” and “Documents”
    # The views that Wagtail has for files.
    own_views: dict[str, str] = {}

    def get_url_name(self, view_name: str) -> str:
        return self.own_views.get(view_name) or super().get_url_name(view_name)

    def get_urlpatterns(self) -> list[URLPattern]:
        left_out = {*self.own_views, "preview_on_add"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in left_out]

    def register_chooser_viewset(self) -> None:
        """Wagtail's chooser of files stays the one for every field."""


class ImageViewSet(FileViewSet):
    model = CustomImage
    icon = "image"
    edit_handler = IMAGE_TABS
    own_views = {
        "list": "wagtailimages:index",
        "list_results": "wagtailimages:index_results",
        "add": "wagtailimages:add_multiple",
        "delete": "wagtailimages:delete",
        "usage": "wagtailimages:image_usage",
    }


class DocumentViewSet(FileViewSet):
    model = CustomDocument
    icon = "doc-full-inverse"
    edit_handler = DOCUMENT_TABS
    own_views = {
        "list": "wagtaildocs:index",
        "list_results": "wagtaildocs:index_results",
        "add": "wagtaildocs:add_multiple",
        "delete": "wagtaildocs:delete",
        "usage": "wagtaildocs:document_usage",
    }


class EditRedirect(RedirectView):
    """From the address of Wagtail's form, which knows no drafts, to the one with drafts."""

    model: Any = None

    def get_redirect_url(self, pk: int) -> str:
        return edit_url(self.model, pk)
