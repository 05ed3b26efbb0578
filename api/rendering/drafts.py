"""The document of a draft: what would be published, without anything that is not public."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from api.rendering.render import Json, Linked, Render
from archive.encoding import timestamp
from archive.keys import Keys
from archive.models import PublicRecord
from archive.registry import registry
from archive.visibility import Visibility
from cms.models import CustomDocument, CustomImage

# Files have no drafts: a hidden one is hidden on purpose.
FILES = (CustomDocument, CustomImage)


class DraftRender(Render):
    """Renders a draft. A placeholder without any content stands for a link to a hidden record.

    `{"id": null, "type": "partner", "key": null, "url": null, "title": "Not public yet: …"}`
    """

    def hidden(self, record: Linked, facts: Callable[[], Json] | None) -> Json | None:
        if isinstance(record, FILES):
            return None
        place = dict.fromkeys(("id", "type", "key", "url", "title"), None)
        place |= {"type": record.kind, "title": f"Not public yet: a {record.kind}"}
        return place | dict.fromkeys(facts() if facts else ())


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
