"""While the static site follows the log, each of its pages leads to what is there."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from wagtail.models import Collection, CollectionViewRestriction, Locale

from archive.publisher.after_commit import catch_up
from archive.removal import remove_person
from cms.models import (
    Appearance,
    CustomImage,
    EventPage,
    Partner,
    Person,
    Quote,
    SeriesPage,
    Theme,
)
from exports.site import mark, update
from exports.site.folder import begin
from exports.site.mark import MARK
from exports.site.target import MANIFEST, Folder
from tests import factories as make
from tests.exports.test_site_folder import tree
from tests.exports.test_site_follow import Killed, content, small  # noqa: F401  fixtures

pytestmark = pytest.mark.django_db

ADDRESS = re.compile(rb'(?:href|src|srcset)="([^"]*)"')


class Watched(Folder):
    """A folder in which each step leaves a reader of the home page no link to nothing.

    `needed` are addresses that readers know.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.needed: set[str] = set()
        self.links = {path: links_of(root / path) for path in self.paths()}

    def place(self, path: str, file: Path) -> None:
        super().place(path, file)
        self.links[path] = links_of(self.root / path)
        self.check(path)

    def remove(self, path: str) -> None:
        super().remove(path)
        self.links.pop(path, None)
        self.check(f"- {path}")

    def check(self, step: str) -> None:
        rules = (self.root / "_redirects").read_text().splitlines()
        moved = {unquote(rule.split()[0][1:]) for rule in rules if rule.endswith(" 301")}
        files = self.links.keys()
        waiting, seen, missing = ["index.html"], set(moved), set()
        while waiting:
            page = waiting.pop()
            for link in self.links[page] - seen:
                seen.add(link)
                file = next((file for file in (link, f"{link}index.html") if file in files), "")
                if file:
                    waiting.append(file)
                else:
                    missing.add((page, link))
        assert missing == set(), step
        assert self.needed <= {path.removesuffix("index.html") for path in files} | moved, step


def links_of(file: Path) -> set[str]:
    """The files and folders of the site that a page leads to or loads."""
    if file.suffix != ".html":
        return set()
    texts = [text.decode() for text in ADDRESS.findall(file.read_bytes())]
    parts = [part.split()[0] for text in texts for part in text.split(", ") if part]
    own = (part.removeprefix(settings.FRONTEND_ORIGIN).partition("#")[0] for part in parts)
    return {unquote(part[1:]) for part in own if part.startswith("/")}


def rename() -> set[str]:
    event, partner = EventPage.objects.get(title="Edition 2"), Partner.objects.get(name="Body 2")
    event.slug = partner.slug = "renamed"
    make.publish(event)
    make.publish(partner)
    return {"oceans/edition-2/", "partners/body-2/"}


def rename_with_all_below() -> set[str]:
    series = SeriesPage.objects.get(title="Oceans")
    series.slug = "seas"
    make.publish(series)
    return {"oceans/", "oceans/edition-1/", "oceans/edition-3/"}


def move() -> set[str]:
    event = EventPage.objects.get(title="Edition 3")
    event.ordinal = None
    make.publish(event)
    event.move(SeriesPage.objects.get(title="Rivers"), pos="last-child")
    return {"seas/edition-3/"}


def illustrate() -> set[str]:
    event = EventPage.objects.get(title="Edition 1")
    event.image = make.make_image(title="Picture")
    make.publish(event)
    return set()


def hide_image() -> set[str]:
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    CustomImage.objects.update(collection=private)
    CustomImage.objects.get().save()
    return set()


def show_image() -> set[str]:
    image = CustomImage.objects.get()
    image.collection = Collection.get_first_root_node()
    image.save()
    return set()


def delete_image() -> set[str]:
    event = EventPage.objects.get(title="Edition 1")
    event.image = None
    make.publish(event)
    CustomImage.objects.get().delete()
    return set()


def withdraw() -> set[str]:
    Partner.objects.get(name="Body 1").unpublish()
    EventPage.objects.get(title="Edition 2").unpublish()
    return set()


def restore() -> set[str]:
    make.publish(Partner.objects.get(name="Body 1"))
    make.publish(EventPage.objects.get(title="Edition 2"))
    return set()


def delete() -> set[str]:
    EventPage.objects.get(title="Edition 3").delete()
    Quote.objects.get().delete()
    return set()


CHANGES = (
    rename, rename_with_all_below, move, illustrate, hide_image, show_image, delete_image,
    withdraw, restore, delete,
)  # fmt: skip


def test_no_page_leads_to_what_is_not_there(content, tmp_path):  # noqa: F811
    for number in range(4):  # the lists of partners and events are long, the others short
        make.make_partner(name=f"Society {number}")
        make.make_event(title=f"Meeting {number}")
    catch_up()
    begin(Folder(tmp_path / "site"))
    for change in CHANGES:
        folder = Watched(tmp_path / "site")
        folder.needed = change()
        catch_up()
        update.update(folder)
        begin(Folder(tmp_path / change.__name__))
        assert tree(folder.root) == tree(tmp_path / change.__name__), change.__name__


def unpublish_event() -> str:
    EventPage.objects.get(title="Edition 2").unpublish()
    return "oceans/edition-2 events/edition-2"


def unpublish_partner() -> str:
    Partner.objects.get(name="Body 2").unpublish()
    return "partners/body-2"


def rename_and_delete_theme() -> str:
    theme = Theme.objects.get(label="Theme 2")
    theme.slug = "renamed"
    make.publish(theme)
    theme.delete()
    return "themes/theme-2"


def remove_ada() -> str:
    """Nothing says where she was."""
    remove_person(Person.objects.get(name="Ada"), reason="She asked for it.")
    return "people/ada"


class Noting(Folder):
    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.steps: list[str] = []

    def place(self, path: str, file: Path) -> None:
        super().place(path, file)
        self.steps.append(path)

    def remove(self, path: str) -> None:
        super().remove(path)
        self.steps.append(f"- {path}")


@pytest.mark.parametrize("is_upgrade", [False, True], ids=["entries", "upgrade"])
@pytest.mark.parametrize(
    "take_back", [unpublish_event, unpublish_partner, rename_and_delete_theme, remove_ada]
)
def test_what_is_withdrawn_goes_before_anything_else_is_written(
    content,  # noqa: F811
    tmp_path,
    monkeypatch,
    take_back,
    is_upgrade,
):
    folder = Noting(tmp_path / "site")
    begin(folder)
    *_page, document = folders = take_back().split()
    catch_up()
    if is_upgrade:
        monkeypatch.setattr(mark, "program", lambda: "another version")
    update.update(folder)
    steps = [step for step in folder.steps if step not in (MARK, MANIFEST)]
    page, removed = f"{folders[0]}/index.html", f"- api/v1/{document}/index.json"
    assert steps[:2] == [page, removed]
    # Until no page leads to it, its place says that it is gone.
    assert f"- {page}" in steps[2:]
    begin(Folder(tmp_path / "fresh"))
    assert tree(folder.root) == tree(tmp_path / "fresh")


def test_what_names_a_removed_person_changes_before_the_whole_site_is_compared(
    content,  # noqa: F811
    tmp_path,
    monkeypatch,
):
    root = tmp_path / "site"
    event = EventPage.objects.get(title="Edition 1")
    person = Person.objects.get(name="Ada")
    event.appearances.add(Appearance(person=person, may_be_named=True))
    make.publish(event)
    catch_up()
    begin(Folder(root))
    files = (root / "oceans/edition-1/index.html", root / "api/v1/quotes/water/index.json")
    assert all(b"Ada" in file.read_bytes() for file in files)
    remove_person(person, reason="She asked for it.")

    def killed(_snapshot):
        raise Killed

    with monkeypatch.context() as stopped, pytest.raises(Killed):
        stopped.setattr(update, "site_files", killed)
        update.update(Folder(root))
    assert all(b"Ada" not in file.read_bytes() for file in files)
    assert not (root / "api/v1/people/ada/index.json").exists()
    update.update(Folder(root))
    begin(Folder(tmp_path / "fresh"))
    assert tree(root) == tree(tmp_path / "fresh")


def test_the_place_of_what_is_withdrawn_says_so_in_its_language(content, tmp_path):  # noqa: F811
    french, _is_new = Locale.objects.get_or_create(language_code="fr")
    make.publish(make.home().copy_for_translation(french))
    event = EventPage.objects.get(title="Edition 1")
    make.publish(event.series.copy_for_translation(french))
    make.publish(event.copy_for_translation(french))
    catch_up()
    begin(Folder(tmp_path / "site"))
    texts: dict[str, bytes] = {}

    class Reading(Folder):
        def place(self, path: str, file: Path) -> None:
            super().place(path, file)
            texts.setdefault(path, (self.root / path).read_bytes())

    for page in EventPage.objects.filter(title="Edition 1"):
        page.unpublish()
    catch_up()
    update.update(Reading(tmp_path / "site"))
    gone = {path: text for path, text in texts.items() if path.endswith("edition-1/index.html")}
    assert len(gone) == 2
    for path, text in gone.items():
        folder = "fr/" if path.startswith("fr/") else ""
        assert text == (tmp_path / f"site/{folder}410.html").read_bytes(), path
