"""Autosave goes on while a field is wrong: the draft is saved with what this field held before.

The answer names what was left out and why. The form and the copy in the browser keep the words, see
`cms/static/cms/autosave.js`.
"""

import json
from typing import Any

from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest, HttpResponse, JsonResponse
from wagtail.blocks import StreamBlockValidationError, StreamValue

MOST_ROUNDS = 5  # a field that is left out can make another one wrong
ONE_BLOCK = "One of its blocks has to be corrected."


class AutosaveMixin:
    """A create or edit view that saves by itself what is right in a form."""

    def form_invalid(self: Any, form: Any) -> HttpResponse:
        left_out = leave_out(form) if self._saves_by_itself() else []
        if not left_out:
            return super().form_invalid(form)  # type: ignore[misc]
        response = self.form_valid(form)
        answer = json.loads(response.content)
        if answer["success"]:
            # The server's own values do not replace what somebody types.
            updates = answer.get("field_updates", {}).items()
            answer["field_updates"] = {
                name: value for name, value in updates if name not in form.fields
            }
            answer["left_out"] = left_out
        return JsonResponse(answer, status=response.status_code)

    def _saves_by_itself(self: Any) -> bool:
        request: HttpRequest = self.request
        refusal = getattr(self, "produced_error_code", "validation_error")
        return (
            self.expects_json_response
            and refusal == "validation_error"
            and not getattr(self, "locked_for_user", False)
            and not any(name.startswith("action-") for name in request.POST)
        )


def leave_out(form: Any) -> list[dict[str, str]]:
    """Make a refused form valid without what is wrong in it, and list that.

    The list is empty when the rest cannot be saved: a new record without its name, or a rule that
    no field stands for.
    """
    aside = LeftOut()
    for _round in range(MOST_ROUNDS):
        if not aside.take_from(form):
            break
        form.defer_required_fields()
        _clean_again(form)
        is_valid = form.is_valid()
        form.restore_required_fields()
        if is_valid:
            aside.give_fields_back()
            return aside.reasons
    return []


class LeftOut:
    """What is wrong in a form: the fields that are taken out of it, and why."""

    def __init__(self) -> None:
        self.reasons: list[dict[str, str]] = []
        self._taken: list[tuple[Any, str, Any]] = []

    def take_from(self, form: Any) -> bool:
        """False when a value is missing without which nothing is saved. Then nothing is taken."""
        wrong = list(form.errors)
        if not all(name in form.fields and _may_be_left_out(form, name) for name in wrong):
            return False
        for name in wrong:
            self._take(form, name)
        for formset in getattr(form, "formsets", {}).values():
            formset.is_valid()  # this also compares its rows
            for row in formset.forms:
                if not row.is_valid() and not formset._should_delete_form(row):
                    self._take_from_row(row)
        return True

    def _take_from_row(self, row: Any) -> None:
        if self.take_from(row):
            return
        self.reasons += [_reason(row, name) for name in row.errors]
        if row.instance.pk:  # the row stays as it was saved
            for name in [name for name in row.fields if name in row.initial]:
                self._put_back(row, name, _value_before(row, name))
        else:
            row.data = row.data.copy()
            row.data[row.add_prefix(DELETION_FIELD_NAME)] = "on"

    def _take(self, form: Any, name: str) -> None:
        self.reasons.append(_reason(form, name))
        right = _right_blocks(form, name)
        self._put_back(form, name, _value_before(form, name) if right is None else right)
        for derived in getattr(form, "derived_fields", {}).get(name, ()):
            self._put_back(form, derived, _value_before(form, derived))

    def _put_back(self, form: Any, name: str, value: Any) -> None:
        self._taken.append((form, name, form.fields.pop(name)))
        if name in (fields := _model_fields(form)):
            setattr(form.instance, fields[name].attname, value)

    def give_fields_back(self) -> None:
        for form, name, field in self._taken:
            form.fields[name] = field


def _model_fields(form: Any) -> dict[str, Any]:
    return {field.name: field for field in form._meta.model._meta.concrete_fields}


def _value_before(form: Any, name: str) -> Any:
    if name in form.initial or name not in (fields := _model_fields(form)):
        return form.initial.get(name)
    return fields[name].get_default()


def _may_be_left_out(form: Any, name: str) -> bool:
    field = form.fields[name]
    return not field.required or _value_before(form, name) not in field.empty_values


def _right_blocks(form: Any, name: str) -> StreamValue | None:
    """The text that was sent. A wrong block is as it was saved, and a new one is missing."""
    error = form.errors.as_data()[name][0]
    if not isinstance(error, StreamBlockValidationError) or error.non_block_errors:
        return None
    widget = form.fields[name].widget
    blocks = widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    before = {block.id: block for block in _value_before(form, name) or ()}
    for at in sorted(error.block_errors, reverse=True):
        saved = before.get(blocks[at].id)
        if saved is None:
            del blocks[at]
        else:
            blocks[at] = (saved.block_type, saved.value, saved.id)
    return blocks


def _reason(form: Any, name: str) -> dict[str, str]:
    error = form.errors.as_data()[name][0]
    is_text = isinstance(error, StreamBlockValidationError)
    return {
        "name": form.add_prefix(name),
        "label": str(form.fields[name].label) if name in form.fields else "",
        "message": ONE_BLOCK if is_text else str(error.messages[0]),
        "code": error.code or "",
    }


def _clean_again(form: Any) -> None:
    form._errors = None
    for formset in getattr(form, "formsets", {}).values():
        formset._errors = None
        for row in formset.forms:
            _clean_again(row)
