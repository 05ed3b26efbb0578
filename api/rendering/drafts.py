"""The document of a draft: what would be published, without anything that is not public."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from api.rendering.images import Pictures
from api.rendering.render import Json, Linked, Render
from api.rendering.signed_media import signed
from archive.encoding import timestamp
from archive.keys import Keys
from archive.models import PublicRecord
from archive.registry import registry
from archive.visibility import Visibility
from cms.models import CustomDocument, CustomImage, CustomRendition
from cms.previews import DraftRequest
from cms.publishing.rehearsal import as_if_published

FILES = (CustomDocument, CustomImage)


class DraftPictures(Pictures):
    """Pictures of which readers may know nothing yet, at addresses that work for a while."""

    def __init__(self, visibility: Visibility) -> None:
        super().__init__()
        self._visibility = visibility

    def address(self, rendition: CustomRendition) -> str:
        address, image = super().address(rendition), rendition.image
        if self._visibility.allows(image) and not image.has_unpublished_changes:
            return address
        return signed(address, rendition.file.name)


class DraftRender(Render):
    """Renders a draft. A placeholder without any content stands for a link to a hidden record.

    `{"id": null, "type": "partner", "key": null, …, "title": "Not public yet: a partner"}`

    A new file is shown: it goes public with the draft. One that somebody hid is left out.
    """

    def make_pictures(self) -> Pictures:
        return DraftPictures(self.visibility)

    def hidden(self, record: Linked, facts: Callable[[], Json] | None) -> Json | None:
        if isinstance(record, FILES):
            if not record.is_never_published or self.visibility.is_in_private_collection(record):
                return None
            return {**self.reference_to(record), **(facts() if facts else {})}
        place = dict.fromkeys(("id", "type", "key", "url", "html_url", "title"), None)
        place |= {"type": record.kind, "title": f"Not public yet: a {record.kind}"}
        return place | dict.fromkeys(facts() if facts else ())


class ReleasePictures(DraftPictures):
    """Pictures that are public for the moment only, while a release is rehearsed."""

    def address(self, rendition: CustomRendition) -> str:
        return signed(Pictures.address(self, rendition), rendition.file.name)


class ReleaseRender(DraftRender):
    """Renders a draft among the drafts of a release, which look as if they were public."""

    def make_pictures(self) -> Pictures:
        return ReleasePictures(self.visibility)


def document_seen_by(draft: Any, request: DraftRequest) -> Json:
    """The document of `draft` as `request` shows it."""
    if not request.seen_as_public:
        return document_of_draft(draft)
    with as_if_published(request.seen_as_public):
        return document_of_draft(draft, ReleaseRender)


def document_of_draft(draft: Any, render_class: type[Render] = DraftRender) -> Json:
    """The document as which `draft` would be published. `Render` makes no placeholders."""
    resource: Any = registry.of_model(type(draft))
    visibility, keys = Visibility(timezone.now()), Keys()
    resource.complete(draft, visibility)
    render = render_class(visibility, keys)
    document = resource.render_records([draft], render)[0].document
    published = (
        PublicRecord.objects.filter(uid=draft.uid)
        .values("first_published_at", "changed_at")
        .first()
    )
    if published is not None:
        document["meta"]["first_published_at"] = timestamp(published["first_published_at"])
        document["meta"]["published_at"] = timestamp(published["changed_at"])
    return document
