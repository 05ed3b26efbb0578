"""Whether the migrations of a database are those that are here. Django itself does not ask."""

from typing import Any

from django.apps import apps
from django.core.management import CommandError
from django.db import connections
from django.db.migrations.loader import MigrationLoader


def refuse_other_version(using: str, **_: Any) -> None:
    """Before migrating: `CommandError` if the database has migrations that are not here.

    A newer Plenary has migrated it, or one from before its migrations were written anew.
    """
    loader = MigrationLoader(connections[using])
    here = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        here.update(migration.replaces)
    labels = {config.label for config in apps.get_app_configs()}
    unknown = sorted(key for key in set(loader.applied_migrations) - here if key[0] in labels)
    if unknown:
        raise CommandError(
            f"The database was made by another version of Plenary: it has the migration "
            f"{'.'.join(unknown[0])}, which is not here. Use that version, or make a new database. "
            "For a database of development, make reset does that.",
            returncode=2,
        )
