"""An exported table can be imported again, and changes nothing."""

import pytest

from archive.models import Entry
from cms.models import CustomDocument, CustomImage
from tables.kinds import TABLES
from tests.archive.helpers import settle

from .helpers import run_export, run_import

SAME = pytest.mark.same_on_all_databases  # what the rows become after they are read
FORMATS = ("csv", *(pytest.param(form, marks=SAME) for form in ("xlsx", "json", "ndjson")))
# Fields that no table says: places in the tree, states, and what follows from other fields.
ELSEWHERE = {
    *("id", "uid", "path", "depth", "numchild", "url_path", "content_type", "owner", "draft_title"),
    *("live", "has_unpublished_changes", "first_published_at", "last_published_at", "expired"),
    *("live_revision", "latest_revision", "latest_revision_created_at", "translation_key"),
    *("locked", "locked_at", "locked_by", "alias_of", "page_ptr", "locale", "series"),
    *("go_live_at", "expire_at", "show_in_menus"),
    *("collection", "created_at", "uploaded_by_user", "file_size", "file_hash", "sha256"),
    *("width", "height", "details", "focal_point_x", "focal_point_y"),
    *("focal_point_width", "focal_point_height", "description"),
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)
def test_every_field_of_a_record_has_a_column(table):
    fields = {field.name for field in table.model._meta.concrete_fields} - ELSEWHERE
    stated_fields = {name for column in table.columns for name in column.fields}
    assert fields - stated_fields - {"slug"} == set()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)
def test_an_export_says_what_is_there_already(archive, table, form, tmp_path):
    before = Entry.objects.count()
    path = run_export(table.plural, tmp_path / f"table.{form}")

    output = run_import(table.plural, path, "--publish")

    assert output == f"0 created, 0 updated, {table.model.objects.count()} skipped"
    settle()
    assert Entry.objects.count() == before


def test_a_draft_goes_out_as_it_is_edited(archive, tmp_path):
    event = archive["event"]
    event.title = "A better title"
    event.save_revision()

    path = run_export("events", tmp_path / "events.csv")

    assert "A better title" in path.read_text()
    assert run_import("events", path) == "0 created, 0 updated, 2 skipped"


@pytest.mark.parametrize(
    ("plural", "model"), [("documents", CustomDocument), ("images", CustomImage)]
)
def test_files_go_out_beside_their_table_and_come_in_again(archive, plural, model, tmp_path):
    folder = tmp_path / "files"
    path = run_export(plural, tmp_path / "table.csv", "--files", str(folder))
    digest = model.objects.get().sha256
    model.objects.all().delete()

    output = run_import(plural, path, "--files", str(folder))

    assert output == "1 created, 0 updated, 0 skipped"
    assert model.objects.get().sha256 == digest
    assert run_import(plural, path, "--files", str(folder)) == "0 created, 0 updated, 1 skipped"
