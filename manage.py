#!/usr/bin/env python
"""Plenary's command line."""

import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    try:
        # `.env` is read with this import, and may be wrong.
        from cms.settings.environment import choose_settings

        choose_settings(default="development")
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        print(error, file=sys.stderr)  # noqa: T201  a wrong setting is one line, not a traceback
        sys.exit(2)


if __name__ == "__main__":
    main()
