"""One update of the reference index for each save of a record, however many parts it has."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Wagtail takes every true value as “do not update”. This one says that a save of a record set it.
BY_A_RECORD = "by a record"


@contextmanager
def one_reference_update(record: Any) -> Iterator[None]:
    """Update the references of `record` at the end, and not once more for each of its parts.

    Wagtail reads the record with all its parts each time that one of them is saved.
    """
    from wagtail.signal_handlers import (  # it needs the models to be loaded
        reference_index_auto_update_disabled,
        update_reference_index_on_save,
    )

    before = getattr(reference_index_auto_update_disabled, "value", False)
    reference_index_auto_update_disabled.value = BY_A_RECORD
    try:
        yield
    finally:
        reference_index_auto_update_disabled.value = before
    if before in (False, BY_A_RECORD):
        reference_index_auto_update_disabled.value = False
        try:
            update_reference_index_on_save(record)
        finally:
            reference_index_auto_update_disabled.value = before
