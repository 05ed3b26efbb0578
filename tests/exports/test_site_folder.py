"""A folder with the static site is kept at the log, and can be compared with it."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.publisher.after_commit import catch_up
from cms.models import Partner
from exports.management.commands import site_export
from exports.site.mark import MARK
from exports.site.target import MANIFEST, Folder
from exports.site.update import update
from tests import factories as make
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


@shared
def content() -> None:
    series = make.make_series(title="Oceans")
    make.make_event(series=series, title="The 1st", image=make.make_image(title="Hall"))
    make.make_partner(name="A ministry")
    catch_up()


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def fresh(tmp_path: Path) -> dict[str, bytes]:
    folder = tmp_path / f"fresh-{len(list(tmp_path.iterdir()))}"
    call_command("site_export", str(folder))
    return tree(folder)


def rename() -> None:
    partner = Partner.objects.get()
    partner.slug, partner.name = "foreign-office", "A foreign office"
    make.publish(partner)


def withdraw() -> None:
    Partner.objects.get().unpublish()


def add() -> None:
    make.make_event(title="The 2nd", slug="second", image=make.make_image(title="Door"))


@pytest.fixture
def site(content, tmp_path) -> Path:
    call_command("site_export", str(tmp_path / "site"))
    return tmp_path / "site"


@pytest.mark.parametrize("moment", [1, 2, 5, 9])
def test_after_a_kill_at_any_moment_the_next_update_goes_on(site, tmp_path, monkeypatch, moment):
    add()
    withdraw()
    catch_up()
    steps = 0
    really_replace = Path.replace

    def replace(source: Path, target: Path) -> Path:
        nonlocal steps
        steps += 1
        if steps == moment:
            raise KeyboardInterrupt
        return really_replace(source, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        update(Folder(site))
    monkeypatch.undo()
    update(Folder(site))
    assert tree(site) == fresh(tmp_path)


def test_new_files_come_first_and_what_is_gone_goes_last(site, monkeypatch):
    add()
    withdraw()
    catch_up()
    steps: list[str] = []
    really_replace, really_unlink = Path.replace, Path.unlink

    def replace(source: Path, target: Path) -> Path:
        if target.is_relative_to(site):
            steps.append(target.relative_to(site).as_posix())
        return really_replace(source, target)

    def unlink(path: Path, missing_ok: bool = False) -> None:
        steps.append(f"- {path.relative_to(site)}")
        really_unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Path, "unlink", unlink)
    update(Folder(site))
    placed = [step for step in steps if MANIFEST not in step]
    assert placed.index("second/index.html") < placed.index("events/index.html")
    gone = placed.index("- partners/a-ministry/index.html")
    assert placed.index("events/index.html") < placed.index("partners/index.html") < gone
    assert gone < placed.index("nginx.conf") < placed.index("sitemap-1.xml")
    assert placed[-1] == MARK


def test_verify_names_each_file_that_is_not_what_the_log_says(site, capsys):
    call_command("site_export", str(site), "--verify")
    (site / "events/index.html").write_text("Other words")
    (site / "robots.txt").unlink()
    (site / "notes.txt").write_text("Mine")
    with pytest.raises(CommandError, match="3 files not as the log says") as refused:
        call_command("site_export", str(site), "--verify")
    assert refused.value.returncode == 1
    errors = capsys.readouterr().err
    for sentence in (
        "events/index.html is not what the log says.",
        "robots.txt is missing.",
        "notes.txt is no file of the site.",
    ):
        assert sentence in errors
    (site / MARK).unlink()
    update(Folder(site))
    assert (site / "notes.txt").read_text() == "Mine"
    (site / "notes.txt").unlink()
    call_command("site_export", str(site), "--verify")


@pytest.mark.parametrize("way", ["--follow", "--verify"])
def test_a_folder_with_other_things_is_left_alone(way, content, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("Dear")
    with pytest.raises(CommandError, match="holds no site") as refused:
        call_command("site_export", str(tmp_path / "mine"), way)
    assert refused.value.returncode == 2
    assert tree(tmp_path / "mine") == {"letter.txt": b"Dear"}


@pytest.mark.parametrize("way", ["--follow", "--verify"])
@pytest.mark.parametrize("damaged", [b"\xff", b"0a1b index.html\n"], ids=["bytes", "line"])
def test_a_damaged_manifest_is_refused_in_a_line(way, damaged, site):
    (site / MANIFEST).write_bytes(damaged)
    before = tree(site)
    with pytest.raises(CommandError, match=f"{MANIFEST} is damaged") as refused:
        call_command("site_export", str(site), way)
    assert refused.value.returncode == 2
    assert tree(site) == before


def test_following_keeps_the_folder_at_the_log_until_it_is_stopped(
    content, tmp_path, monkeypatch, capsys
):
    changes = iter((rename, withdraw))

    def sleep(_seconds: float) -> None:
        change = next(changes, None)
        if change is None:
            raise KeyboardInterrupt
        change()
        catch_up()

    monkeypatch.setattr(site_export.time, "sleep", sleep)
    with pytest.raises(SystemExit) as ended:
        call_command("site_export", str(tmp_path / "site"), "--follow")
    assert ended.value.code == 0
    assert capsys.readouterr().out.count(" is at ") == 3
    assert tree(tmp_path / "site") == fresh(tmp_path)


def test_following_writes_a_long_manifest_when_nothing_more_comes(content, tmp_path, monkeypatch):
    monkeypatch.setattr("exports.site.update.is_due", lambda _digests, _changed: False)
    monkeypatch.setattr(site_export, "QUIET", 0)
    manifests: list[bytes] = []

    def sleep(_seconds: float) -> None:
        manifests.append((tmp_path / "site" / MANIFEST).read_bytes())
        if len(manifests) == 1:
            rename()
            catch_up()
        if len(manifests) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(site_export.time, "sleep", sleep)
    with pytest.raises(SystemExit):
        call_command("site_export", str(tmp_path / "site"), "--follow")
    assert manifests[0] == manifests[1] != manifests[2] == manifests[3]
    assert tree(tmp_path / "site") == fresh(tmp_path)
