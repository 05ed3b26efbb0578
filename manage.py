#!/usr/bin/env python
"""Plenary's command line."""

import atexit
import gc
import sys


def main() -> None:
    # Nearly all that a command loads stays to its end. To look for garbage in it, again and again
    # while it is loaded and once more when Python ends, takes a third of a short command's time.
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)
    try:
        import environ  # noqa: F401
        import wagtail  # noqa: F401
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError as error:
        print(  # noqa: T201  a Python without our packages is one line, not a traceback
            f"{sys.executable} has no {error.name}. Run `make setup` once, and then "
            f"`.venv/bin/python {' '.join(sys.argv)}`.",
            file=sys.stderr,
        )
        sys.exit(2)
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
