"""One value for many records of a list. Only the fields that are filled in change."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, Field, ForeignKey
from wagtail.admin.forms.models import formfield_for_dbfield

from cms.models.publication import PublishedByRules, reason_of
from cms.publishing.rights import may_edit
from cms.publishing.together import Draft, NotPublished

from .bulk import RecordsBulkAction
from .offers import newest_draft

# What tells a record from others. No two records have it in common.
OWN = {
    "acronym",
    "dates_stated",
    "description",
    "family_name",
    "given_name",
    "orcid",
    "precision",
    "ror",
    "seo_title",
    "slug",
    "sort_name",
    "symbol",
    "url",
    "wikidata",
}


class EditRecords(RecordsBulkAction):
    display_name = "Edit"
    action_type = "edit_fields"
    action_priority = 50
    question = (
        "Fill in what is to change. An empty field stays as it is in each record. Plenary saves a "
        "draft of each, or none."
    )

    def check_perm(self, record: Any) -> bool:
        return may_edit(self.request.user, record)

    def get_form_class(self) -> type[forms.Form]:
        return form_of(self.model)

    def get_execution_context(self) -> dict[str, Any]:
        filled = {
            name: value
            for name, value in self.cleaned_form.cleaned_data.items()
            if value not in (None, "")
        }
        return {**super().get_execution_context(), "values": filled}

    @classmethod
    def execute_action(
        cls,
        records: Iterable[Any],
        values: dict[str, Any] | None = None,
        user: Any = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        problems: dict[Draft, tuple[str, str]] = {}
        count = 0
        with transaction.atomic():
            for record in records:
                if problem := _change(record, values or {}, user):
                    problems[Draft.of(record)] = (str(record), problem)
                count += 1
            if problems:
                raise NotPublished(problems)
        return count, 0

    def get_success_message(self, count: int, _below: int) -> str:
        return self.success_message(count, "changed. They are drafts until you publish them")


def _change(record: Any, values: dict[str, Any], user: Any) -> str:
    """Save a draft of `record` with `values`. The reason if that cannot be done."""
    lock = record.get_lock()
    if lock is not None and lock.for_user(user):
        return str(lock.get_message(user))
    draft = newest_draft(record)
    for name, value in values.items():
        setattr(draft, name, value)
    try:
        draft.save_revision(user=user, log_action=True)
    except ValidationError as error:
        return reason_of(error, type(record))
    return ""


def form_of(model: Any) -> type[forms.Form]:
    """The fields that can be the same in many records of `model`, all of them empty."""
    fields = {field.name: _empty(field) for field in model._meta.fields if _is_shareable(field)}
    return type("EditForm", (SomethingFilledIn,), fields)


class SomethingFilledIn(forms.Form):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(value not in (None, "") for value in cleaned.values()):
            raise ValidationError("Fill in at least one field.")
        return cleaned


def _is_shareable(field: Field) -> bool:
    if not field.editable or field.unique or field.name in OWN:
        return False
    if isinstance(field, ForeignKey):
        return issubclass(field.related_model, PublishedByRules)
    return isinstance(field, CharField) and (bool(field.choices) or field.blank)


def _empty(field: Field) -> forms.Field:
    form_field: Any = formfield_for_dbfield(field, required=False)
    form_field.initial = None
    if field.choices:
        choices = [choice for choice in form_field.choices if choice[0] != ""]
        form_field.choices = [("", "Leave as it is"), *choices]
    return form_field
