"""A draft whose stored content no form can show, such as a word where a list belongs."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin import messages
from wagtail.fields import StreamField

logger = logging.getLogger(__name__)

# What reading content of another shape raises.
UNREADABLE = (ValidationError, TypeError, ValueError, LookupError, AttributeError)
SENTENCE = (
    "The newest draft cannot be read, so this form shows {shown}. Nothing is lost: the draft stays "
    "in the history as version {number}. Save this form to go on without that draft, or ask the "
    "person who runs this archive to mend it."
)


class UnreadableDraftMixin:
    """An edit view that opens what the database has when the newest draft cannot be read."""

    def get_object(self: Any, *args: Any) -> Any:
        try:
            draft = super().get_object(*args)  # type: ignore[misc]
            if draft.has_unpublished_changes:
                check_shape(draft)
        except UNREADABLE:
            stored = self.real_page_record.specific if self._is_page else self.live_object
            self._tell(stored)
            return stored
        return draft

    @property
    def _is_page(self) -> bool:
        return hasattr(self, "real_page_record")

    def _tell(self: Any, stored: Any) -> None:
        number = stored.latest_revision_id
        logger.exception("Version %s of %s cannot be read.", number, stored)
        if self.request.method == "GET":
            shown = "the public version" if stored.live else "an earlier version"
            messages.error(self.request, SENTENCE.format(shown=shown, number=number))


def check_shape(record: Any) -> None:
    """Raise one of `UNREADABLE` when the fields of `record` have values that a form cannot hold."""
    record.to_json()
    for field in record._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(record, field.name)
            value.stream_block.get_form_state(value)
