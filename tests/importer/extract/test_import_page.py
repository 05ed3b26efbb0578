"""`manage.py import_page`."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.importer.extract.pages import RIVERS, WP1725


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
