"""A version whose stored content no record can hold, such as a word where a list belongs."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField

# What reading content of another shape raises.
OF_READING = (ValidationError, TypeError, ValueError, LookupError, AttributeError)


class UnreadableVersion(ValidationError):
    """Says so to an editor. The version stays as it is."""

    def __init__(self, record: Model) -> None:
        super().__init__(
            f"A version of “{record}” cannot be read, so nothing was done with it. Nothing is "
            "lost: the version stays in the history. Save the form to go on without it, or ask "
            "the person who runs this archive to mend it."
        )
        self.record = record


class ReadableVersions:
    """A record that says so when one of its versions cannot be read."""

    # What is of the record, whatever a version says.
    not_of_versions: tuple[str, ...] = ()

    def with_content_json(self: Any, content: dict[str, Any]) -> Any:
        """Raises `UnreadableVersion`."""
        try:
            cleared = {**content, **dict.fromkeys(self.not_of_versions)}
            record = super().with_content_json(cleared)  # type: ignore[misc]
            check_shape(record)
        except OF_READING as error:
            raise UnreadableVersion(self) from error
        return record

    def get_scheduled_revision_as_object(self) -> Any:
        """None when it cannot be read: the form must open all the same."""
        try:
            return super().get_scheduled_revision_as_object()  # type: ignore[misc]
        except UnreadableVersion:
            return None


def check_shape(record: Any) -> None:
    """Raise one of `OF_READING` when the fields of `record` have values that no form can hold."""
    record.serializable_data()
    parts = [
        part
        for relation in get_all_child_relations(type(record))
        for part in getattr(record, relation.get_accessor_name()).all()
    ]
    for holder in (record, *parts):
        for field in holder._meta.concrete_fields:
            if isinstance(field, StreamField):
                value = getattr(holder, field.name)
                # Wagtail's editor of rich text takes no HTML with unmatched tags. A version with it
                # can be read: what is published of it is clean.
                with suppress(AssertionError):
                    value.stream_block.get_form_state(value)
