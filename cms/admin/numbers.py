"""Fields of forms for numbers, read as everywhere: `cms.text.numbers`."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.forms.models import register_form_field_override

from cms.text.numbers import HOW, signed_decimal, whole_number

WRITTEN = f"Enter a whole number, {HOW}."
TOO_LARGE = "This number is too large."


class NumberField(forms.IntegerField):
    """A whole number, 0 or more."""

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and value and whole_number(value) is None:
            is_number = value.isascii() and value.isdigit() and value[0] != "0"
            raise ValidationError(TOO_LARGE if is_number else WRITTEN, code="invalid")
        return super().to_python(value)


class SignedField(forms.DecimalField):
    """A decimal number that may be below 0."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str) and value and signed_decimal(value) is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


def connect() -> None:
    """Use these fields in every form of a record."""
    kinds = {models.PositiveSmallIntegerField: NumberField, models.DecimalField: SignedField}
    for kind, form_class in kinds.items():
        register_form_field_override(kind, override={"form_class": form_class})
