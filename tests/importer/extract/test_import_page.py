"""`manage.py import_page`."""

import json

import pytest
from django.core.management import CommandError, call_command

from importer.models import ImportedPage
from tests import factories
from tests.importer.extract.pages import RIVERS, WP1725
from tests.importer.formats import exported


def test_the_proposal_is_printed_as_json(tmp_path, capsys):
    (tmp_path / "page.txt").write_text(WP1725)
    call_command("import_page", "--json", str(tmp_path / "page.txt"))
    printed = json.loads(capsys.readouterr().out)
    assert printed["code"] == "WP1725"
    assert printed["source"]["file"] == "page.txt"


def test_several_files_give_a_list(tmp_path, capsys):
    paths = [tmp_path / "one.txt", tmp_path / "two.html"]
    for path, page in zip(paths, (WP1725, RIVERS), strict=True):
        path.write_text(page)
    call_command("import_page", "--json", *map(str, paths))
    assert [proposal["code"] for proposal in json.loads(capsys.readouterr().out)] == [
        "WP1725",
        "LH2031",
    ]


def test_each_value_is_told_with_the_words_it_rests_on(tmp_path, capsys):
    (tmp_path / "page.html").write_text(RIVERS)
    call_command("import_page", str(tmp_path / "page.html"))
    printed = capsys.readouterr().out
    assert "venue: Lakeside House, Annecy (stated, 0.85: “Lakeside House, Annecy”)" in printed


@pytest.mark.parametrize("name", ["missing.txt", "picture.png"])
def test_a_file_that_is_no_page_is_named_and_nothing_is_printed(tmp_path, capsys, name):
    (tmp_path / "page.txt").write_text(WP1725)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\x00\x00")
    with pytest.raises(CommandError, match=name) as refused:
        call_command("import_page", str(tmp_path / "page.txt"), str(tmp_path / name))
    assert refused.value.returncode == 2
    assert capsys.readouterr().out == ""


def test_a_folder_is_read_and_what_is_no_page_in_it_is_named(tmp_path, capsys):
    (tmp_path / "one.txt").write_text(WP1725)
    (tmp_path / "two.html").write_text(RIVERS)
    (tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04")
    call_command("import_page", str(tmp_path))
    printed = capsys.readouterr().out
    assert "list.xlsx: not read. It is a table. Import it in the admin under “Tables”" in printed
    assert printed.index("WP1725") < printed.index("LH2031"), "in the order of their names"
    call_command("import_page", "--json", str(tmp_path))
    output = capsys.readouterr()
    codes = [proposal["code"] for proposal in json.loads(output.out)]
    assert codes == ["WP1725", "LH2031"]
    assert "list.xlsx" in output.err


@pytest.mark.django_db
@pytest.mark.same_on_all_databases
def test_a_folder_goes_into_the_list_of_pages_to_review_once(tmp_path, capsys):
    series = factories.make_series(title="Human rights", slug="human-rights")
    (tmp_path / "one.txt").write_text(WP1725)
    (tmp_path / "events.ics").write_bytes(exported.ICS)
    call_command("import_page", str(tmp_path), "--review", "human-rights")
    pages = ImportedPage.objects.order_by("pk")
    assert [page.name for page in pages] == ["events.ics", "events.ics", "one.txt"]
    assert {page.series for page in pages} == {series}
    lines = capsys.readouterr().out.splitlines()
    assert "events.ics: to review “Oceans in common”" in lines
    assert "events.ics: to review “Rivers in common”" in lines
    call_command("import_page", str(tmp_path), "--review", "human-rights")
    assert ImportedPage.objects.count() == 3
    assert capsys.readouterr().out.count("imported before") == 3
