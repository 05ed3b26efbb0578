"""Whatever editors do, in whatever order, the log says what the content is."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
)

from archive.fixity.verify import differences
from archive.publisher.after_commit import catch_up
from cms.models import EventPage, EventQuote, EventTheme, Partnership, SeriesPage
from tests import factories

WORDS = st.sampled_from(["alpha", "beta", "gamma", "delta"])
START = timezone.now()


class Editors(RuleBasedStateMachine):
    """Editors at work on one site, in a transaction that is rolled back at the end."""

    series, events, snippets, images = (
        Bundle("series"),
        Bundle("events"),
        Bundle("snippets"),
        Bundle("images"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0
        self.clock = time_machine.travel(START, tick=True)
        self.traveller = self.clock.start()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.french = Locale.objects.create(language_code="fr")
        self.inside = Collection.get_first_root_node().add_child(name="Inside")
        self.first = factories.make_series(title="First")
        factories.make_event(series=self.first, title="First event", ordinal=1)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        self.clock.stop()

    @invariant()
    def the_log_says_what_the_content_is(self) -> None:
        """After every step the log catches up. All documents are compared after every fourth."""
        catch_up()
        if self.steps % 4 == 0:
            assert [str(difference) for difference in differences()] == []
        self.steps += 1

    @rule(target=series, title=WORDS)
    def make_series(self, title):
        return factories.make_series(title=title, slug=None).pk

    @rule(target=events, series=series, ordinal=st.integers(1, 6), live=st.booleans())
    def make_event(self, series, ordinal, live):
        parent = SeriesPage.objects.filter(pk=series).first()
        if parent and EventPage.objects.filter(series=parent, ordinal=ordinal).exists():
            ordinal = None
        ordinal = ordinal if parent else None
        return factories.make_event(series=parent, ordinal=ordinal, title="event", live=live).pk

    @rule(
        target=snippets,
        maker=st.sampled_from(["make_partner", "make_theme", "make_quote", "make_person"]),
        live=st.booleans(),
    )
    def make_snippet(self, maker, live):
        made = getattr(factories, maker)(live=live)
        return type(made), made.pk

    @rule(target=images)
    def make_image(self):
        return factories.make_image(title="picture").pk

    @rule(event=events, snippet=snippets)
    def embed(self, event, snippet):
        page, record = self.page(event), self.record(snippet)
        if page is None or record is None:
            return
        match record.kind:
            case "partner":
                Partnership.objects.create(event=page, partner=record)
            case "theme":
                EventTheme.objects.create(event=page, theme=record)
            case "quote":
                EventQuote.objects.create(event=page, quote=record)

    @rule(event=events, image=images)
    def illustrate(self, event, image):
        if page := self.page(event):
            page.image = factories.image_model().objects.filter(pk=image).first()
            page.save()

    @rule(event=st.one_of(events, series), title=WORDS)
    def publish_page(self, event, title):
        if page := self.page(event):
            page.title = title
            factories.publish(page)

    @rule(event=st.one_of(events, series), title=WORDS)
    def save_draft(self, event, title):
        if page := self.page(event):
            page.title = f"secret {title}"
            page.save_revision()

    @rule(event=st.one_of(events, series))
    def publish_latest(self, event):
        page = self.page(event)
        if page and page.latest_revision:
            page.latest_revision.publish()

    @rule(event=st.one_of(events, series))
    def unpublish_page(self, event):
        if page := self.page(event):
            page.unpublish()

    @rule(event=st.one_of(consumes(events), consumes(series)))
    def delete_page(self, event):
        if page := self.page(event):
            page.delete()

    @rule(event=events, series=series)
    def move(self, event, series):
        page, target = self.page(event), self.page(series)
        if page is None or target is None:
            return
        if page.ordinal and target.editions.filter(ordinal=page.ordinal).exists():
            return
        if target.get_children().exclude(pk=page.pk).filter(slug=page.slug).exists():
            return  # Wagtail refuses two pages of one slug under one parent
        page.move(target, pos="last-child")

    @rule(event=st.one_of(events, series), slug=WORDS)
    def new_address(self, event, slug):
        page = self.page(event)
        if page and not page.get_siblings(inclusive=False).filter(slug=slug).exists():
            page.slug = slug
            page.save()

    @rule(event=st.one_of(events, series))
    def restrict(self, event):
        page = Page.objects.filter(pk=event).first()
        if page and not page.view_restrictions.exists():
            PageViewRestriction.objects.create(page=page, restriction_type="login")

    @rule()
    def lift_restrictions(self):
        for restriction in PageViewRestriction.objects.all():
            restriction.delete()

    @rule(image=images)
    def hide_image(self, image):
        if stored_image := factories.image_model().objects.filter(pk=image).first():
            stored_image.collection = self.inside
            stored_image.save()

    @rule(hidden=st.booleans())
    def close_collection(self, hidden):
        CollectionViewRestriction.objects.all().delete()
        if hidden:
            CollectionViewRestriction.objects.create(
                collection=self.inside, restriction_type="login"
            )

    @rule(image=consumes(images))
    def delete_image(self, image):
        if stored_image := factories.image_model().objects.filter(pk=image).first():
            stored_image.delete()

    @rule(snippet=snippets, title=WORDS)
    def change_snippet(self, snippet, title):
        if record := self.record(snippet):
            record.search_description = title
            factories.publish(record)

    @rule(snippet=snippets)
    def unpublish_snippet(self, snippet):
        if record := self.record(snippet):
            record.unpublish()

    @rule(snippet=consumes(snippets))
    def delete_snippet(self, snippet):
        record = self.record(snippet)
        if record and not (record.kind == "partner" and record.partnerships.exists()):
            record.delete()

    @rule(snippet=snippets)
    def translate_snippet(self, snippet):
        record = self.record(snippet)
        if record and record.locale != self.french and not record.has_translation(self.french):
            other = record.copy_for_translation(self.french)
            other.save()
            factories.publish(other)

    @rule(event=events)
    def translate_event(self, event):
        page = self.page(event)
        if page and page.locale != self.french and not page.has_translation(self.french):
            page.copy_for_translation(self.french, copy_parents=True)

    @rule(event=events, series=series)
    def alias(self, event, series):
        page, target = self.page(event), self.page(series)
        if page and target:
            slug = f"alias-{page.pk}-{target.get_children().count()}-{target.numchild}"
            if not target.get_children().filter(slug=slug).exists():
                page.create_alias(parent=target, update_slug=slug)

    @rule(snippet=snippets)
    def expire(self, snippet):
        if record := self.record(snippet):
            record.expire_at = timezone.now() + timedelta(hours=1)
            factories.publish(record)

    @rule()
    def time_passes(self):
        self.traveller.shift(timedelta(hours=2))

    @staticmethod
    def page(pk):
        page = Page.objects.filter(pk=pk).first()
        return page.specific if page and page.alias_of is None else None

    @staticmethod
    def record(snippet):
        model, pk = snippet
        return model.objects.filter(pk=pk).first()


@pytest.mark.slow
@pytest.mark.timeout(900)  # as many edits as are drawn
@pytest.mark.django_db
@pytest.mark.parametrize(
    "part",
    [1, *(pytest.param(part, marks=pytest.mark.same_on_all_databases) for part in (2, 3))],
)
def test_after_any_run_of_edits_the_log_says_what_the_content_is(part):
    """In parts, for as many processes. Hypothesis draws other edits for another name."""
    run_state_machine_as_test(
        type(f"Editors{part}", (Editors,), {}),
        settings=settings(
            max_examples=5,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
        ),
    )
