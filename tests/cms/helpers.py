"""What tests of rules share."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction


def errors_of(record: models.Model) -> dict[str, list[str]]:
    """The broken rules of `record`, by field; {} when it is in order."""
    try:
        record.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def refused(action: Callable[[], object]) -> None:
    """Assert that the database itself refuses `action`, whatever a form would have said."""
    with pytest.raises(IntegrityError), transaction.atomic():
        action()
