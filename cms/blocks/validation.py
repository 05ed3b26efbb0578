"""What the form says of a stream field, for those who publish without a form."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import get_resolver
from wagtail.blocks import StreamValue


def check_stream(stream: StreamValue) -> None:
    """Raise `ValidationError` with the number of the block that the form would refuse."""
    # The fields of choosers need the view sets of the admin. A command may not have read its URLs.
    get_resolver().url_patterns  # noqa: B018
    for number, child in enumerate(stream, start=1):
        try:
            child.block.clean(child.value)
        except ValidationError as error:
            reason = _first_message(error)
            raise ValidationError(f"Block {number} ({child.block_type}): {reason}") from error


def _first_message(error: Any) -> str:
    """The message of the innermost error."""
    inner = getattr(error, "block_errors", None)
    if inner:
        errors = inner.items() if isinstance(inner, dict) else enumerate(inner)
        name, first = next(
            (name, inner_error) for name, inner_error in errors if inner_error is not None
        )
        return (
            f"{name}: {_first_message(first)}" if isinstance(name, str) else _first_message(first)
        )
    return error.messages[0] if getattr(error, "messages", None) else str(error)
