"""`manage.py openapi`: write the description of the API, or with --check compare it."""

from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from api.openapi.description import description
from api.openapi.parameter_reference import reference
from api.openapi.views import SNAPSHOT

RELEASED = SNAPSHOT.with_name("released.json")


class Command(BaseCommand):
    help = "Write the description of the API to api/openapi.json and docs/reference.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare it, and write nothing")
        parser.add_argument("--release", action="store_true", help="promise it: api/released.json")

    def handle(self, *args: Any, **options: Any) -> None:
        made: dict[Path, bytes] = {
            SNAPSHOT: orjson.dumps(description(), option=orjson.OPT_INDENT_2) + b"\n",
            settings.BASE_DIR / "docs" / "reference.md": reference().encode(),
        }
        if options["release"]:
            made[RELEASED] = orjson.dumps(description()) + b"\n"
        for path, body in made.items():
            if not options["check"]:
                path.write_bytes(body)
            elif not path.is_file() or body != path.read_bytes():
                name = path.relative_to(settings.BASE_DIR)
                raise CommandError(f"{name} is not what the code says: run make openapi.")
