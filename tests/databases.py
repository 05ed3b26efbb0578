"""The database of the tests: a copy of a template, which is migrated once and kept.

Migrating takes half a minute. The template is made anew when a migration changes, or a setting
that migrations read. What the project's own code makes after migrating is the beginning of the
log: each copy begins it for itself. A test that commits has its copy set back afterwards.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection

from tests.serving import ROOT, database_url

# Shared by all checkouts: what differs has another name.
KEPT = Path(tempfile.gettempdir(), f"plenary-tests-{os.getuid()}")
KEPT_FOR = 7 * 24 * 60 * 60  # seconds
MIGRATE = """
import django; django.setup()
from django.apps import apps
from django.core.management import call_command
from django.db.models.signals import post_migrate
log = apps.get_app_config("archive")
assert post_migrate.disconnect(sender=log, dispatch_uid="archive.begin_log")
call_command("migrate", verbosity=0)
"""


class SqliteCopy:
    """A file, whose first state is kept in memory."""

    def __init__(self, folder: Path, worker: str) -> None:
        file = folder / f"{worker}.sqlite3"
        shutil.copy(template_file(), file)
        use(str(file))

    def keep(self) -> None:
        self.first = in_memory()

    def set_back(self) -> None:
        bring_back(self.first)

    def destroy(self) -> None:
        connection.close()


def in_memory() -> sqlite3.Connection:
    """All that the database on SQLite holds now."""
    connection.ensure_connection()
    copy = sqlite3.connect(":memory:")
    connection.connection.backup(copy)
    return copy


def bring_back(copy: sqlite3.Connection) -> None:
    connection.ensure_connection()
    copy.backup(connection.connection)


class PostgresCopy:
    """A database beside the one that the environment names, which is never touched."""

    def __init__(self, folder: Path, worker: str) -> None:
        template = template_database()
        self.name = f"{template.removesuffix('template')}{worker}"
        with server() as ask:
            ask("SELECT pg_advisory_lock(hashtext(%s))", [template])
            ask(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
            ask(f'CREATE DATABASE "{self.name}" TEMPLATE "{template}"')
        use(self.name)

    def keep(self) -> None:
        with connection.cursor() as cursor:
            self.first = {}
            for table in connection.introspection.table_names(cursor):
                with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                    self.first[table] = b"".join(rows)

    def set_back(self) -> None:
        connection.close()
        with psycopg.connect(database_url()) as writer:
            # Rows refer to each other, and are all there again in the end.
            writer.execute("SET session_replication_role = replica")
            # One journey to the server: there are some hundred and thirty tables.
            writer.execute(";".join(f'DELETE FROM "{table}"' for table in self.first))
            for table, rows in self.first.items():
                if rows:
                    with writer.cursor().copy(f'COPY "{table}" FROM STDIN') as into:
                        into.write(rows)

    def destroy(self) -> None:
        connection.close()
        with server() as ask:
            ask(f'DROP DATABASE "{self.name}" WITH (FORCE)')


def template_file() -> Path:
    """A migrated database on SQLite. Whoever comes first makes it, and others wait."""
    file = KEPT / f"{state_of_migrations()}.sqlite3"
    KEPT.mkdir(mode=0o700, exist_ok=True)
    with (KEPT / "lock").open("w") as lock, TemporaryDirectory(dir=KEPT) as folder:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            for old in KEPT.glob("*.sqlite3"):
                if old.stat().st_mtime < time.time() - KEPT_FOR:
                    old.unlink()
            migrate("sqlite:///new.sqlite3", folder)
            Path(folder, "new.sqlite3").rename(file)
    return file


@cache
def template_database() -> str:
    """The name of such a database on PostgreSQL. A comment of it says which migrations it has.

    It follows the name in the environment, which `use` changes in this process.
    """
    template = f"test_{connection.settings_dict['NAME']}_template"
    state = state_of_migrations()
    with server() as ask:
        # Until this connection ends, so that nobody copies what is not finished.
        ask("SELECT pg_advisory_lock(hashtext(%s))", [template])
        of_template = "SELECT oid FROM pg_database WHERE datname = %s"
        made = ask(f"SELECT shobj_description(({of_template}), 'pg_database')", [template])
        if made.fetchone() != (state,):
            ask(f'DROP DATABASE IF EXISTS "{template}" WITH (FORCE)')
            ask(f'CREATE DATABASE "{template}"')
            migrate(database_url(template))
            ask(f"COMMENT ON DATABASE \"{template}\" IS '{state}'")
    return template


def make_template() -> None:
    """Before the first test, whose time would be up."""
    if connection.vendor == "sqlite":
        template_file()
    else:
        template_database()


def state_of_migrations() -> str:
    """A digest of all migrations, and of the settings that they read."""
    digest = hashlib.sha256(MIGRATE.encode())
    for name in ("INSTALLED_APPS", "LANGUAGES", "LANGUAGE_CODE", "USE_TZ"):
        digest.update(repr(getattr(settings, name)).encode())
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}.{file.name}".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def migrate(url: str, folder: str | Path = ROOT) -> None:
    """Migrate the database at `url`, whose path is relative to `folder`."""
    environment = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", MIGRATE], check=True, cwd=folder, env=environment)


def use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


@contextmanager
def server() -> Iterator:
    """Ask the server of PostgreSQL, outside of all transactions."""
    with closing(psycopg.connect(database_url("postgres"), autocommit=True)) as asked:
        yield asked.execute
