"""The gate for text: what no file of XML and no database can hold stays out of every record.

Half an emoji comes from a browser that cut it in two, a vertical tab from a word processor, a NUL
from a broken file. PostgreSQL, XLSX, Atom and JSON each fail at another one of them.
"""

import re
from functools import cache
from typing import Any

from django.db.models import CharField, Field, JSONField, Model, TextField
from django.db.models.signals import pre_save
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

# What XML 1.0 cannot hold: https://www.w3.org/TR/xml/#charsets
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SPACES = "\x0b\x0c"
REPLACEMENT = "\ufffd"


def writable(text: str) -> str:
    """`text` with a space for a vertical tab, U+FFFD for half a character, and no controls."""
    return UNWRITABLE.sub(_instead, text) if UNWRITABLE.search(text) else text


def _instead(match: re.Match[str]) -> str:
    character = match[0]
    if character in SPACES:
        return " "
    return REPLACEMENT if "\ud800" <= character <= "\udfff" else ""


def writable_value(value: Any) -> Any:
    """The same for all texts in a value of JSON."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, list):
        return [writable_value(item) for item in value]
    if isinstance(value, dict):
        return {writable_value(name): writable_value(item) for name, item in value.items()}
    return value


def connect() -> None:
    pre_save.connect(keep_writable, dispatch_uid="cms.text.writable")


def keep_writable(
    sender: type[Model], instance: Model, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    for field in _fields(sender):
        if update_fields is None or field.name in update_fields:
            value = field.value_from_object(instance)
            kept = _kept(field, value)
            if kept is not value and kept != value:
                setattr(instance, field.attname, kept)


@cache
def _fields(model: type[Model]) -> list[Field]:
    kinds = (CharField, TextField, JSONField, StreamField)
    return [field for field in model._meta.concrete_fields if isinstance(field, kinds)]


def _kept(field: Field, value: Any) -> Any:
    if isinstance(value, StreamValue):
        raw = value.get_prep_value()
        kept = writable_value(raw)
        return value if kept == raw else field.to_python(kept)
    return writable_value(value)
