"""The static site follows the log: whatever editors do, it is what a new export would be."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.publisher.after_commit import catch_up
from cms.models import EventTheme, Partner, Partnership, Theme
from exports.site import api, lists, mark, pages, sitemap, update
from exports.site.folder import begin
from exports.site.target import Folder
from tests import factories as make
from tests.exports.publisher import Publisher
from tests.exports.test_site_folder import tree
from tests.shared import shared

pytestmark = pytest.mark.django_db

# More of them take longer: SITE_FOLLOW_STEPS=2000. Each SITE_FOLLOW_SEED gives other steps.
STEPS = int(os.environ.get("SITE_FOLLOW_STEPS", "24"))
SEED = int(os.environ.get("SITE_FOLLOW_SEED", "1"))


@shared
def content() -> None:
    series = make.make_series(title="Oceans")
    for number in range(1, 4):
        event = make.make_event(series=series, title=f"Edition {number}", ordinal=number)
        Partnership.objects.create(event=event, partner=make.make_partner(name=f"Body {number}"))
        EventTheme.objects.create(event=event, theme=make.make_theme(label=f"Theme {number}"))
        make.publish(event)
    make.make_series(title="Rivers")
    make.make_quote(text="Water", speaker=make.make_person(name="Ada"))
    catch_up()


@pytest.fixture(autouse=True)
def small(monkeypatch) -> None:
    """Lists and sitemaps of several pages, without many records."""
    for module in (pages, lists):
        monkeypatch.setattr(module, "PER_PAGE", 2)
    for module in (api, lists):
        monkeypatch.setattr(module, "LIMIT", 4)
    monkeypatch.setattr(sitemap, "PART", 4)
    monkeypatch.setattr(lists, "SHORT_LIST", 2)


class Killed(BaseException):
    pass


class Dying(Folder):
    """A folder in which a run is killed when it writes or removes one file more than `most`."""

    def __init__(self, root: Path, most: int) -> None:
        super().__init__(root)
        self.left = most

    def _die(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed

    def place(self, path: str, file: Path) -> None:
        self._die()
        super().place(path, file)

    def remove(self, path: str) -> None:
        self._die()
        super().remove(path)


def test_at_every_quiet_moment_the_folder_is_what_a_new_export_would_be(content, tmp_path):
    publisher, folder = Publisher(SEED), Folder(tmp_path / "site")
    begin(folder)
    for step in range(STEPS):
        publisher.step()
        catch_up()
        if step % 3 == 0:
            try:  # kill -9, at any moment of writing
                update.update(Dying(folder.root, publisher.random.randint(0, 12)))
            except Killed:
                continue
        update.update(folder)
        if step % 4 == 1:
            update.FollowedSite(folder).settle()  # the manifest, once there are many files
            begin(Folder(tmp_path / f"fresh-{step}"))
            assert tree(folder.root) == tree(tmp_path / f"fresh-{step}"), step


@pytest.mark.parametrize("most", range(1, 9))
def test_a_record_that_comes_back_after_a_kill_is_there_as_it_was(content, tmp_path, most):
    folder = Folder(tmp_path / "site")
    begin(folder)
    theme = Theme.objects.get(label="Theme 2")
    theme.unpublish()
    catch_up()
    with suppress(Killed):
        update.update(Dying(folder.root, most))
    make.publish(Theme.objects.get(pk=theme.pk))
    catch_up()
    update.update(folder)
    begin(Folder(tmp_path / "fresh"))
    assert tree(folder.root) == tree(tmp_path / "fresh")


@pytest.mark.parametrize("most", [2, 6, 12])
def test_after_a_kill_and_an_upgrade_the_manifest_is_whole(content, tmp_path, monkeypatch, most):
    folder = Folder(tmp_path / "site")
    begin(folder)
    make.make_event(title="Added", image=make.make_image(title="Door"))
    Partner.objects.get(name="Body 2").unpublish()
    catch_up()
    with pytest.raises(Killed):
        update.update(Dying(folder.root, most))
    monkeypatch.setattr(mark, "program", lambda: "another version")
    update.update(folder)
    begin(Folder(tmp_path / "fresh"))
    assert tree(folder.root) == tree(tmp_path / "fresh")


def test_only_what_an_entry_changes_is_made(content, tmp_path, monkeypatch):
    folder = Folder(tmp_path / "site")
    begin(folder)
    made: list[str] = []
    really_add = update.Stage.add

    def add(stage, path: str, body: bytes) -> None:
        made.append(path)
        really_add(stage, path, body)

    monkeypatch.setattr(update.Stage, "add", add)
    partner = Partner.objects.get(name="Body 2")
    partner.website = "https://example.org"
    make.publish(partner)
    catch_up()
    with CaptureQueriesContext(connection) as captured:
        update.update(folder)
    assert len(captured) <= 56  # a list is read once, for its pages and for the API
    assert "partners/body-2/index.html" in made
    assert "index.html" in made
    assert [path for path in made if "body-1" in path or "theme-1" in path] == []
    assert [path for path in made if path.startswith(("events/", "quotes/", "nginx"))] == []


@pytest.mark.parametrize("more", [0, 8], ids=["short list", "long list"])
def test_a_page_that_is_gone_is_removed_when_no_page_shows_it_any_more(content, tmp_path, more):
    for number in range(more):
        make.make_partner(name=f"Society {number}")
    catch_up()
    root = tmp_path / "site"
    begin(Folder(root))
    steps: list[str] = []

    class Watched(Folder):
        def place(self, path: str, file: Path) -> None:
            steps.append(path)
            super().place(path, file)

        def remove(self, path: str) -> None:
            pages = [] if path.endswith(".json") else root.rglob("*.html")
            linked = [file for file in pages if b'"/partners/body-2/"' in file.read_bytes()]
            assert [file for file in linked if "body-2" not in str(file)] == []
            steps.append(f"- {path}")
            super().remove(path)

    Partner.objects.get(name="Body 2").unpublish()
    catch_up()
    update.update(Watched(root))
    gone = steps.index("- partners/body-2/index.html")
    assert steps.index("partners/index.html") < gone
    # What only moves on in a long list waits.
    assert [step for step in steps[:gone] if step.startswith("partners/page/5/")] == []
    assert ("partners/page/5/index.html" in steps[gone:]) == bool(more)
    assert steps[-2:] == ["manifest-sha256.txt", "site.json"]
