"""Tells apart what a client sent wrong from a mistake of Plenary, when a view raises an error.

Wagtail's views take some values out of a form unchecked: a number that is none, a key that is
missing. The error then comes out of Wagtail. An error that comes out of Plenary is its own.
"""

from pathlib import Path
from types import TracebackType

import wagtail
from django.conf import settings
from django.db import DataError
from django.http import HttpRequest
from django.urls import NoReverseMatch

# A value that the database cannot hold, or a number too large for any column.
OF_VALUES = (DataError, OverflowError)
OF_READING = (AttributeError, LookupError, NoReverseMatch, TypeError, ValueError)
WAGTAIL = Path(wagtail.__file__).parent
PLENARY = Path(settings.BASE_DIR)


def is_bad_input(request: HttpRequest, error: Exception) -> bool:
    """Whether `error` comes from what was sent."""
    if isinstance(error, OF_VALUES):
        return True
    is_sent = request.method == "POST" and isinstance(error, OF_READING)
    return is_sent and not _is_of_plenary(error.__traceback__)


def _is_of_plenary(traceback: TracebackType | None) -> bool:
    """Whether Plenary, and not Wagtail, was the last to call the place of the error."""
    is_own = False
    while traceback is not None:
        file = Path(traceback.tb_frame.f_code.co_filename)
        if file.is_relative_to(WAGTAIL):
            is_own = False
        elif file.is_relative_to(PLENARY) and "site-packages" not in file.parts:
            is_own = True
        traceback = traceback.tb_next
    return is_own
