"""A process that ran before another one changed the sites renders what the database says."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

from api.rendering.render import Render
from archive.keys import Keys
from archive.models import PublicRecord
from archive.visibility import Visibility
from cms.models import EventPage
from home.models import HomePage
from tests.archive.helpers import document, settle
from tests.factories import home, make_event, make_series, publish
from tests.shared import shared

pytestmark = pytest.mark.django_db


@contextmanager
def another_process() -> Iterator[None]:
    """What happens in it happens elsewhere: this process keeps the cache that it had before."""
    Site.get_site_root_paths()
    key = {"key": SITE_ROOT_PATHS_CACHE_KEY, "version": SITE_ROOT_PATHS_CACHE_VERSION}
    before = cache.get(**key)
    assert before is not None
    yield
    cache.set(value=before, **key)


@shared
def event() -> EventPage:
    event = make_event(series=make_series(title="Series", slug="a-series"), slug="meeting")
    linking = make_event(slug="linking")
    linking.body.append(("paragraph", f'<p><a linktype="page" id="{event.pk}">there</a></p>'))
    linking.save()
    settle()
    return event


def add_a_language() -> None:
    french = Locale.objects.create(language_code="fr")
    home().copy_for_translation(french, alias=True)
    translated = EventPage.objects.get(slug="meeting").copy_for_translation(
        french, copy_parents=True
    )
    translated.slug = "reunion"
    publish(translated)


def move_the_home_page() -> None:
    home_page = home()
    home_page.slug = "accueil"
    home_page.save()


def move_the_home_page_down() -> None:
    root = Page.objects.get(depth=1)
    above = root.add_child(instance=HomePage(title="Above", slug="above"))
    home().move(above, pos="last-child")


def edit_the_site() -> None:
    """The series becomes the root of the site."""
    Site.objects.update(root_page=Page.objects.get(slug="a-series"))
    Site.objects.get().save()


CHANGES: dict[str, tuple[Callable[[], None], dict[str, str]]] = {
    "language": (
        add_a_language,
        {"meeting": "/a-series/meeting/", "reunion-fr": "/fr/a-series/reunion/"},
    ),
    "slug of home": (move_the_home_page, {"meeting": "/a-series/meeting/"}),
    "home moved": (move_the_home_page_down, {"meeting": "/a-series/meeting/"}),
    "site": (edit_the_site, {"meeting": "/meeting/"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_addresses_follow_what_another_process_changed(event, settings, change):
    make, paths = CHANGES[change]
    with another_process():
        make()
    event = EventPage.objects.get(pk=event.pk)
    event.title = "Another title"
    publish(event)  # in this process, which has heard of nothing
    settle()

    for key, path in paths.items():
        assert document("event", key)["html_url"] == f"{settings.FRONTEND_ORIGIN}{path}"
        assert PublicRecord.objects.get(kind="event", key=key).path == path


def test_links_in_texts_follow_too(event, settings):
    with another_process():
        move_the_home_page()
    linking = EventPage.objects.get(slug="linking")
    linking.title = "Another title"
    publish(linking)
    settle()
    (paragraph,) = document("event", "linking")["body"]
    assert f'href="{settings.FRONTEND_ORIGIN}/a-series/meeting/"' in paragraph["value"]


def test_redirects_of_a_moved_page_follow_too(event, django_capture_on_commit_callbacks):
    with another_process():
        move_the_home_page()
    event = EventPage.objects.get(pk=event.pk)
    event.slug = "renamed"
    with django_capture_on_commit_callbacks(execute=True):
        publish(event)
    assert Redirect.objects.get(redirect_page=event).old_path == "/a-series/meeting"


def test_a_batch_reads_the_sites_once(event, django_assert_num_queries):
    render = Render(Visibility(timezone.now()), Keys())
    with django_assert_num_queries(1):
        for _ in range(3):
            assert render.paths.of(event) == "/a-series/meeting/"
