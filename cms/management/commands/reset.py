"""`manage.py reset`: what `make reset` calls."""

import errno
import sys
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, models

from cms.management import addresses
from cms.network import is_development_machine


class Command(BaseCommand):
    help = (
        "Delete the SQLite database of development and the uploads in it. `make run` starts anew."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        insist_on_development()
        database = Path(connection.settings_dict["NAME"])
        if not database.exists():
            self.stdout.write(f"There is nothing to delete: {database} does not exist.")
            return
        files = uploads()
        self.stdout.write(
            f"This deletes for ever:\n  {database}, with all content and all users\n"
            f"  {len(files)} uploads and sizes of pictures in {settings.MEDIA_ROOT}"
        )
        if not options["yes"]:
            self._ask()
        connection.close()
        for path in files:
            path.unlink(missing_ok=True)
        for suffix in ("-wal", "-shm", "-journal", ""):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        self.stdout.write("Deleted. `make run` starts anew.")

    def _ask(self) -> None:
        if not sys.stdin.isatty():
            raise CommandError(
                "Nothing was deleted. Nobody can be asked here: use make reset CONFIRM=yes",
                returncode=2,
            )
        if input("Type yes to delete it: ").strip().lower() != "yes":
            raise CommandError("Nothing was deleted.", returncode=2)


def insist_on_development() -> None:
    if connection.vendor != "sqlite" or not is_development_machine():
        raise CommandError(
            "Nothing was deleted. This command deletes only the SQLite database of development: "
            "with DEBUG, and when API_ORIGIN and FRONTEND_ORIGIN are of this machine.",
            returncode=2,
        )
    if addresses.probe(addresses.host(), settings.PORT) == errno.EADDRINUSE:
        raise CommandError(
            f"Nothing was deleted. A server runs on port {settings.PORT}: stop it first.",
            returncode=2,
        )


def uploads() -> list[Path]:
    """The files that the database names. Others in the folder are not Plenary's."""
    paths = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                paths += [path_of(field, name) for name in names_in(model, field.name)]
    return paths


def path_of(field: models.FileField, name: str) -> Path:
    try:
        return Path(field.storage.path(name))
    except NotImplementedError as error:
        raise CommandError(
            "Nothing was deleted. The uploads are in a bucket, not on this machine.", returncode=2
        ) from error


def names_in(model: type[models.Model], field: str) -> list[str]:
    try:
        return [name for name in model._default_manager.values_list(field, flat=True) if name]
    except DatabaseError:  # a database that is half made has not every table
        return []
