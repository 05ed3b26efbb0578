"""Out, in and out again: the same bytes, for every model and every column."""

from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from archive.fixity.verify import differences
from archive.publisher.after_commit import catch_up
from cms.finding.find import find
from cms.models import FinderEntry, Theme
from exports.database_rows import LEFT_OUT, fields_of, labels, tables
from exports.restore.unpack import opened
from tests import factories
from tests.exports.helpers import export, files_of, lines_of, sha256_of
from tests.exports.restore import everything
from tests.shared import shared
from tests.threats.conftest import CANARY, archive  # noqa: F401  a fixture

pytestmark = pytest.mark.slow


def test_every_model_is_a_table_or_left_out_with_a_reason():
    models = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    unknown = models - set(labels()) - LEFT_OUT.keys()
    assert unknown == set(), "a new model: add it to exports.database_rows"
    assert set(labels()) & LEFT_OUT.keys() == set()


def test_nothing_is_left_out_that_is_not_there():
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
    }
    models = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    of_sqlite = {"wagtailsearch.SQLiteFTSIndexEntry"}
    assert LEFT_OUT.keys() - models - columns - of_sqlite == set()


@shared
def full() -> None:
    everything.fill()


def test_every_column_is_tried(full):
    untried = [
        f"{model._meta.label}.{field.name}"
        for model in tables()
        for field in fields_of(model)
        if not field.primary_key and not everything.is_tried(model, field)
    ]
    assert untried == [], "a new column: let tests.exports.restore.everything give it a value"
    assert [str(difference) for difference in differences()] == []


def bring_in_here(bag, monkeypatch) -> None:
    """Import `bag` in the place of what is here: the import takes that out first."""
    monkeypatch.setattr("exports.restore.restore.check_empty", lambda: None)
    out = StringIO()
    call_command("archive_import", str(bag), stdout=out)
    assert out.getvalue() == f"{bag} is imported.\n"
    assert [str(difference) for difference in differences()] == []


@pytest.mark.parametrize("options", [[], ["--whole"]], ids=["public", "whole"])
def test_export_import_export_is_the_same(full, tmp_path, monkeypatch, options):
    first = export(tmp_path / "first.tar", *options)
    bring_in_here(first, monkeypatch)
    second = export(tmp_path / "second.tar", *options)
    assert_same(first, second)


def test_fault_25_and_29_it_is_the_same_on_another_machine_and_back(
    full, tmp_path, elsewhere, monkeypatch
):
    """Another locale, time zone and hash seed, and another database where this is PostgreSQL."""
    first = export(tmp_path / "first.tar", "--whole")
    site = elsewhere(locale="POSIX", time_zone="Asia/Kathmandu", hash_seed="1727")
    second = tmp_path / "second.tar"
    site.bring_in(first, ["archive_export", str(second), "--whole"])
    assert_same(first, second)
    bring_in_here(second, monkeypatch)
    assert_same(first, export(tmp_path / "third.tar", "--whole"))


def assert_same(first: Path, second: Path) -> None:
    """The same SHA-256; where it is not, say which file differs."""
    if sha256_of(first) == sha256_of(second):
        return
    assert unpacked(second) == unpacked(first)
    raise AssertionError("the packed files differ, and nothing in them does")


def unpacked(packed: Path) -> dict[str, bytes]:
    with opened(packed) as folder:
        return files_of(folder)


@pytest.mark.django_db
def test_what_is_public_comes_back_as_it_was_rendered(tmp_path, elsewhere, archive):  # noqa: F811
    """The content of a public bag lacks all that is hidden; the documents must not change."""
    first = export(tmp_path / "first.zip")
    site = elsewhere()
    site.bring_in(first, ["archive_export", str(tmp_path / "second.zip")])
    assert sha256_of(first) == sha256_of(tmp_path / "second.zip")
    for path in site.folder.rglob("*"):
        assert path.is_dir() or CANARY.encode() not in path.read_bytes()


@pytest.mark.django_db
def test_a_public_event_under_a_hidden_series_comes_back(tmp_path, monkeypatch):
    series = factories.make_series(title=f"{CANARY} title", slug="hidden", live=False)
    factories.make_event(series=series, title="An edition", code="AB1", ordinal=4)
    catch_up()
    first = export(tmp_path / "first.tar")
    assert CANARY.encode() not in first.read_bytes()
    bring_in_here(first, monkeypatch)
    assert_same(first, export(tmp_path / "second.tar"))


@pytest.mark.django_db
def test_what_comes_back_is_found_by_its_name_and_nothing_else_is(tmp_path, monkeypatch):
    factories.make_theme(label="Dignity")
    catch_up()
    bag = export(tmp_path / "bag.tar", "--whole")
    Theme.objects.all().delete()
    factories.make_theme(label="Only here")
    bring_in_here(bag, monkeypatch)
    assert [hit.name for hit in find("dignity")] == ["Dignity"]
    assert not FinderEntry.objects.filter(name="Only here").exists()


@pytest.mark.django_db
def test_an_account_is_in_no_bag(tmp_path, admin_user):
    event = factories.make_event(title="An event", owner=admin_user)
    event.save_revision(user=admin_user)
    admin_user.email = "somebody@example.org"
    admin_user.save()
    bag = export(tmp_path / "bag", "--whole")
    for name, content in files_of(bag).items():
        assert b"somebody@example.org" not in content, name
    assert "owner_id" not in lines_of(bag / "data/content/wagtailcore.page.ndjson")[0]
