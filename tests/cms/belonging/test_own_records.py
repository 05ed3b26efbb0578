"""A record belongs to the editors of a series when only that series shows it."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import log
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail.permissions import policy_registry

from cms.belonging.own import CACHE
from cms.belonging.who import why_not
from cms.finding.index import kinds
from cms.models import Affiliation
from cms.publishing.rights import has_right, may_edit
from cms.rights import give_rights
from tests import factories as make
from tests.cms.belonging.helpers import again, series_editor, show

pytestmark = pytest.mark.django_db
KINDS = [kind for kind, model in kinds().items() if not issubclass(model, Page)]


@pytest.mark.parametrize("kind", KINDS)
def test_what_only_the_own_series_shows_may_be_changed_and_nothing_else(kind, editions):
    first, _second, foreign = editions
    own, both, theirs, unused, made = (make.make(kind) for _ in range(5))
    ada = series_editor(first.series)
    if hasattr(made, "uploaded_by_user"):
        made.uploaded_by_user = ada
        made.save()
    log(made, "wagtail.create", user=ada)
    for series, record in (
        (first.series, own),
        (first.series, own),
        (first.series, both),
        (foreign.series, both),
        (foreign.series, theirs),
    ):
        show(make.make_event(series=series), record)

    policy = policy_registry.get_by_type(type(own))
    allowed = policy.instances_user_has_permission_for(again(ada), "change")
    assert set(allowed.values_list("pk", flat=True)) == {own.pk, made.pk}
    person = again(ada)
    for record in (own, made):
        assert may_edit(person, record)
        assert has_right(person, record)
    for record in (both, theirs, unused):
        assert not may_edit(person, record)
        assert not has_right(person, record)
        assert policy.user_has_permission_for_instance(person, "view", record)
    ada.user_permissions.add(Permission.objects.get(codename="edit_shared_records"))
    assert all(may_edit(again(ada), record) for record in (own, both, theirs, unused, made))


def test_what_stands_behind_another_record_counts_too(editions):
    first, _second, foreign = editions
    portrait, logo = make.make_image(), make.make_image()
    office = make.make_partner(logo=logo)
    speaker = make.make_person(portrait=portrait, name="The speaker")
    speaker.affiliations = [Affiliation(partner=office)]
    speaker.save()
    show(first, make.make_quote(speaker=speaker))
    ada = series_editor(first.series)
    assert all(may_edit(ada, record) for record in (speaker, office, portrait, logo))

    show(foreign, make.make_partner(parent=office))

    ada = again(ada)
    assert may_edit(ada, speaker)
    assert may_edit(ada, portrait)
    assert not may_edit(ada, office)
    assert not may_edit(ada, logo)


def test_colleagues_share_what_one_of_them_made_and_no_page_shows(editions):
    series = editions[0].series
    ada, bob = series_editor(series), series_editor(series, "bob")
    zoe = series_editor(editions[2].series, "zoe")
    person = make.make_person()
    log(person, "wagtail.create", user=bob)
    assert may_edit(ada, person)
    assert not may_edit(zoe, person)


def test_a_translation_of_an_own_record_is_an_own_record(editions):
    french = Locale.objects.get_or_create(language_code="fr")[0]
    quote, stranger = make.make_quote(), make.make_quote()
    show(editions[0], quote)
    show(editions[2], stranger)
    ada = series_editor(editions[0].series)
    for record, expected in ((quote, True), (stranger, False)):
        translation = record.copy_for_translation(french)
        translation.save()
        assert may_edit(again(ada), translation) is expected


def test_a_page_of_no_series_keeps_a_record_from_the_editors_of_a_series(editions):
    theme = make.make_theme()
    show(editions[0], theme)
    show(make.make_event(title="Of no series", slug="alone"), theme)
    assert not may_edit(series_editor(editions[0].series), theme)


def test_the_editors_of_a_series_edit_it_in_a_language_that_comes_later(editions):
    ada = series_editor(editions[0].series, publishes=False)
    french = Locale.objects.get_or_create(language_code="fr")[0]
    make.home().copy_for_translation(french)
    translation = editions[0].series.copy_for_translation(french)
    assert translation.permissions_for_user(again(ada)).can_add_subpage()
    assert not translation.permissions_for_user(again(ada)).can_publish()


def test_the_refusal_says_what_shows_the_record_and_who_may_change_it(editions):
    first, _second, foreign = editions
    ada, _zoe = series_editor(first.series), series_editor(foreign.series, "zoe")
    partner, unused = make.make_partner(name="Ministry"), make.make_partner(name="Unused")
    show(foreign, partner)
    own = make.make_partner()
    show(first, own)

    assert why_not(ada, own) == ""
    assert why_not(ada, partner) == (
        "“Ministry” is not yours to change. Another page shows it. You may change a record "
        "only if no other series shows it. Editors, Editors of Other series and Moderators may "
        "change it."
    )
    show(first, partner)
    reason = why_not(again(ada), partner)
    assert "Another page shows it." in reason
    assert "Editors and Moderators may change it." in reason
    add = Permission.objects.get(codename="add_page")
    GroupPagePermission.objects.create(
        group=ada.groups.get(), page=foreign.series, permission=add
    )  # so that the admin shows it
    assert "“Other edition” shows it." in why_not(again(ada), partner)
    assert "No page of yours shows it" in why_not(again(ada), unused)


def test_its_queries_do_not_grow_with_the_records(editions):
    ada = series_editor(editions[0].series)

    def count() -> int:
        person = again(ada)
        with CaptureQueriesContext(connection) as queries:
            policy = policy_registry.get_by_type(type(make.make_person()))
            for record in policy.model.objects.all():
                policy.user_has_permission_for_instance(person, "change", record)
        assert hasattr(person, CACHE)
        return len(queries)

    show(editions[0], make.make_person())
    show(editions[2], make.make_person())
    few = count()
    for number in range(8):
        person = make.make_person()
        show(editions[number % 3], person)
    assert count() == few


def test_a_new_kind_comes_to_the_editors_of_each_series(editions):
    ada = series_editor(editions[0].series, publishes=False)
    ada.groups.get().permissions.remove(*Permission.objects.filter(codename__contains="theme"))
    give_rights(apps, "theme")
    ada = again(ada)
    assert ada.has_perm("cms.change_theme")
    assert not ada.has_perm("cms.publish_theme")
