"""The static site follows the log: whatever editors do, it is what a new export would be."""

import os
import random
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from archive.publisher.after_commit import catch_up
from cms.models import (
    EventPage,
    EventQuote,
    EventTheme,
    Partner,
    Partnership,
    Quote,
    SeriesPage,
    Theme,
)
from exports.site import api, files, lists, mark, pages, update
from exports.site.folder import begin
from exports.site.target import Folder
from tests import factories as make
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
    for module in (files, update):
        monkeypatch.setattr(module, "PART", 4)
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


class Publisher:
    """Changes, renames, moves, withdraws and deletes at random."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.numbers = count(100)

    def step(self) -> None:
        steps = [self.change, self.rename, self.move, self.withdraw, self.restore]
        self.random.choice([*steps, self.delete, self.add, self.embed, self.illustrate])()

    def one_of(self, *models, **where):
        """A record of one of `models`."""
        rows = self.random.choice(models)._default_manager.filter(**where).order_by("pk")
        return self.random.choice(rows) if rows else None

    def any(self, **where):
        return self.one_of(EventPage, SeriesPage, Partner, Quote, **where)

    def change(self) -> None:
        if record := self.any():
            name = {"partner": "name", "quote": "text"}.get(record.kind, "title")
            setattr(record, name, f"{self.random.choice('abcxyz')} {next(self.numbers)}")
            make.publish(record)

    def rename(self) -> None:
        if record := self.any():
            record.slug = f"slug-{next(self.numbers)}"
            make.publish(record)

    def move(self) -> None:
        event, series = self.one_of(EventPage), self.one_of(SeriesPage)
        if event and series and not event.is_child_of(series):
            event.ordinal = None
            make.publish(event)
            event.move(series, pos="last-child")

    def withdraw(self) -> None:
        if record := self.any(live=True):
            record.unpublish()

    def restore(self) -> None:
        if record := self.any(live=False):
            make.publish(record)

    def delete(self) -> None:
        if record := self.one_of(EventPage, Partner, Quote):
            with suppress(ProtectedError), transaction.atomic():  # something still uses it
                record.delete()

    def add(self) -> None:
        number = next(self.numbers)
        if series := self.one_of(SeriesPage):
            make.make_event(series=series, title=f"Added {number}", slug=f"added-{number}")
        make.make_quote(text=f"Words {number}", speaker=make.make_person(name=f"Speaker {number}"))

    def embed(self) -> None:
        event, partner, quote = self.one_of(EventPage), self.one_of(Partner), self.one_of(Quote)
        if event and partner:
            Partnership.objects.create(event=event, partner=partner)
        if event and quote:
            EventQuote.objects.create(event=event, quote=quote)
        if event:
            make.publish(event)

    def illustrate(self) -> None:
        if event := self.one_of(EventPage):
            event.image = make.make_image(title=f"Picture {next(self.numbers)}")
            make.publish(event)


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


def test_a_page_that_is_gone_is_removed_when_no_page_shows_it_any_more(content, tmp_path):
    root = tmp_path / "site"
    begin(Folder(root))
    steps: list[str] = []

    class Watched(Folder):
        def place(self, path: str, file: Path) -> None:
            steps.append(path)
            super().place(path, file)

        def remove(self, path: str) -> None:
            linked = [
                file for file in root.rglob("*.html") if b'"/partners/body-2/"' in file.read_bytes()
            ]
            assert [file for file in linked if "body-2" not in str(file)] == []
            steps.append(f"- {path}")
            super().remove(path)

    Partner.objects.get(name="Body 2").unpublish()
    catch_up()
    update.update(Watched(root))
    assert steps.index("partners/index.html") < steps.index("- partners/body-2/index.html")
    assert steps[-2:] == ["manifest-sha256.txt", "site.json"]
