"""One validation for every way to publish: the form, a batch, an approval, a table, the clock."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import ForeignKey, Model
from django.dispatch import Signal
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Revision

from cms.blocks.validation import check_stream

# A record has become public, or a new version of it, by the decision of `user`: None is the clock.
went_public = Signal()


class Unpublishable(ValidationError):
    """What keeps `record` from being published, by field."""

    def __init__(self, record: Model, errors: dict[str, list[Any]]) -> None:
        super().__init__(errors)
        self.record = record


class PublishedByRules:
    """A record that is published only when the form would take it."""

    pk: Any

    def missing(self) -> dict[str, list[Any]]:
        """What the record needs and is not there any more, by field."""
        return {}

    def publish(self, revision: Revision, user: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Publish `revision`. Raises `Unpublishable`."""
        check_publishable(revision.as_object())
        result = super().publish(revision, user, *args, **kwargs)  # type: ignore[misc]
        model: Any = type(self)
        record = model._default_manager.filter(pk=self.pk, live_revision=revision).first()
        if record is not None:
            went_public.send(model, record=record, user=user)
        return result


# A foreign key costs a query, and no form can hold another one of these.
NOT_OF_FORMS = {"latest_revision", "live_revision", "locked_by", "owner", "content_type"}


def check_publishable(record: Any) -> None:
    """Raise `Unpublishable` if the form would refuse `record`, or a part of it."""
    errors: dict[str, list[Any]] = {}
    try:
        record.full_clean(exclude=NOT_OF_FORMS)
    except ValidationError as error:
        errors = error.error_dict
    errors |= record.missing()
    for field in record._meta.concrete_fields:
        if isinstance(field, StreamField):
            try:
                check_stream(field.value_from_object(record))
            except ValidationError as error:
                errors.setdefault(field.name, []).append(error)
    for relation in get_all_child_relations(type(record)):
        name = relation.get_accessor_name()
        for number, part in enumerate(getattr(record, name).all(), start=1):
            if problem := _problem_of(part):
                about = f"{relation.related_model._meta.verbose_name} {number}"
                errors.setdefault(NON_FIELD_ERRORS, []).append(
                    ValidationError(f"{about}: {problem}")
                )
    if errors:
        raise Unpublishable(record, errors)


def _problem_of(part: Model) -> str:
    """The first message about a part. What it points at is there: the database sees to that."""
    keys = [field.name for field in part._meta.concrete_fields if isinstance(field, ForeignKey)]
    try:
        part.clean_fields(exclude=keys)
        part.clean()
    except ValidationError as error:
        return error.messages[0]
    return ""


def sentences(error: ValidationError, model: type[Model] | None) -> Iterator[str]:
    """The messages of an error, each with the label of its field."""
    if not hasattr(error, "error_dict"):
        yield from error.messages
        return
    for name, messages in error.message_dict.items():
        yield from (f"{_label(name, model)}{message}" for message in messages)


def _label(name: str, model: type[Model] | None) -> str:
    if name == NON_FIELD_ERRORS or model is None:
        return ""
    field: Any = model._meta.get_field(name)
    return f"{capfirst(str(field.verbose_name))}: "


def reason_of(error: Exception, model: type[Model] | None) -> str:
    """Why a record could not be published or unpublished, in sentences for its editor."""
    if isinstance(error, ValidationError):
        return " ".join(sentences(error, model))
    if isinstance(error, IntegrityError):
        return "Another record already has its number, code or address."
    name = type(error).__name__
    return f"An error stopped it ({name}). Ask who runs this site: the server log has the details."
