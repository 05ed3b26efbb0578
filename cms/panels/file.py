"""The forms of pictures and documents."""

from typing import Any

from django.forms import FileInput, HiddenInput, Media
from wagtail.admin.panels import FieldPanel, Panel, PublishingPanel, TabbedInterface
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.widgets import AdminTagWidget
from wagtail.images.models import SourceImageIOError

from cms.admin.files.forms import DocumentEditForm, ImageEditForm
from cms.models.image import FOCAL_POINT

from .parts import group, row, tab


def is_waiting(file: Any) -> bool:
    """Whether readers still see another file than this draft has."""
    public = type(file)._default_manager.filter(pk=file.pk, live=True)
    return public.exclude(file=file.file.name).exists()


def large(image: Any) -> Any:
    """A size of a picture to look at; None when its file is missing."""
    try:
        return image.get_rendition("max-800x600")
    except (SourceImageIOError, OSError):
        return None


class PicturePanel(Panel):
    """The picture of the draft. An editor draws its focal point on it."""

    def get_form_options(self) -> dict[str, Any]:
        return {
            "fields": list(FOCAL_POINT),
            "widgets": {name: HiddenInput({"class": name}) for name in FOCAL_POINT},
        }

    def clean_name(self) -> str:
        return "picture"

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/picture_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {
                **context,
                "image": self.instance,
                "rendition": large(self.instance),  # without one, the panel says so
                "is_waiting": is_waiting(self.instance),
                "fields": [self.form[name] for name in FOCAL_POINT],
            }

        @property
        def media(self) -> Media:
            scripts = (
                "wagtailadmin/js/vendor/jquery.ba-throttle-debounce.min.js",
                "wagtailimages/js/vendor/jquery.Jcrop.min.js",
                "wagtailimages/js/focal-point-chooser.js",
            )
            return super().media + Media(js=[versioned_static(script) for script in scripts])


class DetailsPanel(Panel):
    """Details stored in the file: of a document, its readers see it, of a picture, nobody."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/details_panel.html"

        def is_shown(self) -> bool:
            return self.instance.kind == "document" or bool(self.instance.details)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "details": self.instance.details, "kind": self.instance.kind}


class FilePanel(Panel):
    """The file of the draft, to look at."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/file_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            document = self.instance
            return {**context, "document": document, "is_waiting": is_waiting(document)}


def file_panel(help_text: str) -> FieldPanel:
    return FieldPanel("file", widget=FileInput(), help_text=help_text)


LAST_TAB = tab(
    "Archive",
    FieldPanel("collection"),
    FieldPanel("tags", widget=AdminTagWidget()),
    "same_as",
    "internal_notes",
    PublishingPanel(),
)
REPLACE = (
    "Choose a file to replace this one. Readers see the former file until you publish the new one."
)

IMAGE_TABS = TabbedInterface(
    [
        tab(
            "The picture",
            PicturePanel(heading="Picture"),
            file_panel(REPLACE),
            "title",
            group("For people who do not see it", "alt_text", "is_decorative"),
            "image_kind",
            group("Rights", DetailsPanel(), row("credit", "licence")),
        ),
        LAST_TAB,
    ],
    base_form_class=ImageEditForm,
)
DOCUMENT_TABS = TabbedInterface(
    [
        tab(
            "The document",
            group("The file", FilePanel(), file_panel(REPLACE)),
            "title",
            row("document_kind", "language"),
            "summary",
            group("Rights", row("credit", "licence")),
            group("Details stored in the file", DetailsPanel(), "without_details"),
        ),
        LAST_TAB,
    ],
    base_form_class=DocumentEditForm,
)
