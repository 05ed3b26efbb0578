"""The fast path forgets what has changed, and nothing that has not."""

import random
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from wagtail.contrib.redirects.models import Redirect

from api.fast_path import changes
from api.fast_path.direct_reads import DirectReads
from api.fast_path.known_answers import FastPath
from archive.cache_generation import move
from archive.models import Entry, Head, Pending, PublicRecord
from archive.publisher.after_commit import catch_up
from archive.redaction import redact
from archive.registry import registry
from cms.models import EventTheme, Partner, Theme
from tests.archive.test_property import WORDS, Editors
from tests.factories import make_event, make_partner, make_series, make_theme, publish
from tests.threats.known import HeadOfThisTransaction, comparable
from tests.wsgi import ask

pytestmark = pytest.mark.django_db

SAME = {"x-request-id": "the-same-request"}
HEADERS = SAME, SAME | {"accept-encoding": "br, gzip"}, SAME | {"accept": "text/markdown"}
OF_RECORD = "/", "/?fields=title", "/?rich_text=text", "/history/", ".md", ".jsonld", ".bib"
OF_EVENT = ("/?expand=series", "/?expand=partners,themes,quotes", "/?profiles=card")
OF_LIST = "/", "/?limit=1", "/?fields=*", "/?locale=*", ".csv", ".atom", "/?q=alpha", "/?count=none"
OF_EVENTS = (
    "/?facets=series,theme,partner", "/?group_by=partner", "/?theme__isnull=true",
    "/?expand=series,partners", "/?any=theme:alpha,letter:e", "/?as_of=2100-01-01", ".ics",
)  # fmt: skip
OTHERS = (
    "site/",
    "changes/",
    "search/?q=alpha",
    "sitemap-1.xml",
    "llms.txt",
    "resolve/?path=/first/",
)
READS = 12  # answers after each edit


class Counted(FastPath):
    """The fast path. `made` is how many answers it has not known."""

    made = 0

    def read(self, *args):
        answer = super().read(*args)
        self.made += answer is not None
        return answer

    def ask(self, *args):
        self.made += 1
        return super().ask(*args)


class Readers(Editors):
    """Readers of what editors do. All that they get is what they would get without memory."""

    outlived = 0  # answers that were known before a change and after it

    def __init__(self) -> None:
        super().__init__()
        self.chance = random.Random(len(self.__class__.__name__))
        self.django = get_wsgi_application()
        self.fast = Counted(self.django, most=64 * 1024 * 1024, direct=DirectReads())
        self.fast.head_watch = HeadOfThisTransaction()
        self.read: dict[str, tuple[dict, int]] = {}

    @invariant()
    def the_log_says_what_the_content_is(self) -> None:
        catch_up()

    @invariant()
    def what_is_known_is_what_a_new_answer_is(self) -> None:
        # Both answers are of one moment, however slow the machine: a read may publish what is due,
        # and two seconds later its answer has a Last-Modified.
        moment = timezone.now() + timedelta(seconds=3)
        self.traveller.move_to(moment, tick=False)
        self.read_again()
        self.traveller.move_to(moment, tick=True)

    def read_again(self) -> None:
        generation = Head.objects.get().generation
        urls = self.chance.sample(sorted(self.read), min(len(self.read), READS // 2))
        for url in [*urls, *(self.address() for _ in range(READS - len(urls)))]:
            headers, seen_at = self.read.get(url) or (self.chance.choice(HEADERS), generation)
            before = self.fast.made
            answer = ask(self.fast, url, headers=headers)
            assert comparable(answer) == comparable(ask(self.django, url, headers=headers)), url
            if self.fast.made == before and seen_at != generation:
                type(self).outlived += 1
            self.read[url] = headers, generation

    def address(self) -> str:
        choose = self.chance.choice
        record = choose(PublicRecord.objects.exclude(kind="site").order_by("key"))
        plural = registry[record.kind].plural
        is_event = record.kind == "event"
        match self.chance.randrange(4):
            case 0 | 1:
                ends = (*OF_RECORD, *(OF_EVENT if is_event else ()))
                return f"/api/v1/{plural}/{record.key}{choose(ends)}"
            case 2:
                return f"/api/v1/{plural}{choose((*OF_LIST, *(OF_EVENTS if is_event else ())))}"
            case _:
                filters = (f"events/?{record.kind}={record.key}", f"quotes/?person={record.key}")
                return f"/api/v1/{choose((*OTHERS, *filters))}"

    @rule(path=WORDS)
    def redirect(self, path):
        if not Redirect.objects.filter(old_path=f"/{path}").exists():
            Redirect.objects.create(old_path=f"/{path}", redirect_link="/first/")

    @rule()
    def redact(self):
        newest = PublicRecord.objects.values("entry")
        earlier = Entry.objects.filter(body__isnull=False).exclude(pk__in=newest)
        if entry := earlier.first():
            try:
                redact(entry, reason="A request")
            except ValidationError:
                return


@pytest.mark.slow
@pytest.mark.timeout(900)  # as many edits as are drawn
@pytest.mark.same_on_all_databases
def test_after_any_run_of_edits_every_known_answer_is_what_a_new_one_is(django):
    run_state_machine_as_test(
        Readers,
        settings=settings(
            max_examples=4,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Readers.outlived > 20


PEACE, CALM, EVENT = "/api/v1/themes/peace/", "/api/v1/themes/calm/", "/api/v1/events/AB1/"
THEMES, SERIES, EVENTS = "/api/v1/themes/", "/api/v1/series/", "/api/v1/events/?theme=peace"
SEARCH = "/api/v1/search/?q=peace"
ALL = {PEACE, CALM, EVENT, THEMES, SERIES, EVENTS, SEARCH}


@pytest.fixture
def forgotten(fast):
    """A function that does something, and names the answers that are forgotten by it."""
    peace = make_theme(label="Peace", slug="peace")
    make_theme(label="Calm", slug="calm")
    event = make_event(series=make_series(title="A series"), code="AB1", ordinal=1)
    EventTheme.objects.create(event=event, theme=peace)
    publish(event)
    catch_up()
    with time_machine.travel(timezone.now() + timedelta(hours=1)) as clock:

        def those(change) -> set[str]:
            assert {ask(fast, url).status for url in ALL} == {200}
            change()
            catch_up()
            clock.shift(3)
            fast.asked.clear()
            for url in ALL:
                ask(fast, url)
            return {url for url in ALL if url.partition("?")[0] in fast.asked}

        yield those


def test_a_change_forgets_what_shows_it_and_nothing_else(forgotten):
    calm, peace = Theme.objects.get(slug="calm"), Theme.objects.get(slug="peace")
    calm.summary = peace.label = "Other words"
    assert forgotten(lambda: publish(calm)) == {CALM, THEMES, EVENTS, SEARCH}
    assert forgotten(lambda: publish(peace)) == ALL - {CALM, SERIES}
    assert forgotten(lambda: make_partner(name="A ministry")) == {SEARCH}
    assert forgotten(lambda: None) == set()


def test_what_no_entry_tells_forgets_everything(forgotten, monkeypatch):
    assert forgotten(move) == ALL
    monkeypatch.setattr(changes, "MOST", 1)
    assert forgotten(lambda: [make_partner(name=name) for name in ("A", "B")]) == ALL


def test_a_log_that_was_taken_back_forgets_everything(forgotten):
    """The entries after the head that is known are not those that followed it."""
    backup = Head.objects.get()

    def lose():
        PublicRecord.objects.filter(key="lost").delete()
        Partner.objects.filter(slug="lost").delete()
        Pending.objects.all().delete()
        Entry.objects.filter(pk__gt=backup.sequence).delete()
        backup.save()
        make_partner(name="Another")

    make_partner(name="Lost", slug="lost")
    catch_up()
    assert forgotten(lose) == ALL


def test_a_new_expiry_cuts_the_time_of_what_is_known(fast, django):
    make_theme(label="Peace", slug="peace")
    catch_up()
    start = timezone.now() + timedelta(hours=1)
    with time_machine.travel(start, tick=False) as clock:
        ask(fast, PEACE)
        make_partner(name="A ministry", expire_at=start + timedelta(seconds=60))
        catch_up()
        for seconds, is_known in ((10, True), (40, True), (7, False), (6, False)):
            clock.shift(seconds)
            fast.asked.clear()
            assert comparable(ask(fast, PEACE)) == comparable(ask(django, PEACE))
            assert (fast.asked == []) is is_known
