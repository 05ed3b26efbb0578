"""`manage.py openapi`: write api/openapi.json, or with --check compare it."""

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser

from api.description import description
from api.views.openapi import SNAPSHOT


class Command(BaseCommand):
    help = "Write the OpenAPI description of the API to api/openapi.json."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare it, and write nothing")

    def handle(self, *args, **options) -> None:
        body = orjson.dumps(description(), option=orjson.OPT_INDENT_2) + b"\n"
        if not options["check"]:
            SNAPSHOT.write_bytes(body)
        elif body != SNAPSHOT.read_bytes():
            raise CommandError("api/openapi.json is not what the code says: run make openapi.")
