"""A new database of SQLite is what the migrations make, with a file in place of most of them."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from cms.sqlite import schema
from tests.databases import migrate, template_file, use
from tests.schema import dump
from tests.shared import take_all_away

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of SQLite")


@pytest.fixture
def new(tmp_path, django_db_blocker):
    """The path of an empty database, which is the current one."""
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        take_all_away()  # shared content goes with its connection
        use(str(tmp_path / "new.sqlite3"))
        yield tmp_path / "new.sqlite3"
        use(before)


def test_the_file_makes_what_the_migrations_make(new):
    """`make schema` writes it. A file that lacks the latest migrations is only slower."""
    schema.load()
    expected, made = set(dump(template_file())), set(dump(new))
    if schema.migrations_in(schema.FILE.read_text()) != set(MigrationLoader(None).disk_migrations):
        connection.close()
        migrate(f"sqlite:///{new}")
        expected, made = (
            {part for part in parts if not part.startswith("INSERT")}
            for parts in (expected, set(dump(new)))
        )
    assert made == expected


def test_a_database_with_anything_in_it_stays_as_it_is(new):
    with closing(sqlite3.connect(new)) as database:
        database.execute("CREATE TABLE mine (id)")
    schema.load()
    assert connection.introspection.table_names() == ["mine"]


def test_a_file_of_other_migrations_is_left_alone(new, tmp_path, monkeypatch):
    other = tmp_path / "schema.sql"
    row = "('wagtailcore', '9999_later', 'now')"
    insert = f"INSERT INTO django_migrations (app, name, applied) VALUES {row};"
    other.write_text(schema.FILE.read_text() + insert)
    monkeypatch.setattr(schema, "FILE", other)
    schema.load()
    assert connection.introspection.table_names() == []
