"""Records and files of a list are published and taken back together."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from archive.models import Entry
from cms.models import Partner
from cms.publishing.kinds import publishable_models
from tests import factories
from tests.archive.helpers import settle

pytestmark = pytest.mark.django_db
KINDS = [model for model in publishable_models() if not issubclass(model, Page)]


def url(model, action: str, *records, query: str = "") -> str:
    options = model._meta
    start = reverse("wagtail_bulk_action", args=[options.app_label, options.model_name, action])
    return f"{start}?{'&'.join(f'id={record.pk}' for record in records)}{query}"


def moments() -> int:
    return Entry.objects.values("recorded_at").distinct().count()


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.kind)
def test_every_kind_is_published_and_taken_back_at_one_moment(moderator, model):
    records = [factories.make(model.kind) for _ in range(2)]
    model.objects.update(live=False)
    settle()
    before = moments()

    page = moderator.get(url(model, "publish", *records)).content.decode()
    moderator.post(url(model, "publish", *records))
    settle()
    assert all(str(record) in page for record in records)
    assert model.objects.filter(live=True).count() == 2
    assert moments() == before + 1

    moderator.post(url(model, "unpublish", *records))
    assert not model.objects.filter(live=True).exists()


def test_one_that_breaks_a_rule_keeps_back_all(moderator):
    good, bad = (factories.make_partner(live=False) for _ in range(2))
    revision = bad.save_revision()
    revision.content["name"] = ""
    revision.save()

    page = moderator.post(url(Partner, "publish", good, bad)).content.decode()

    assert "Nothing was done" in page
    assert "Name: This field cannot be blank." in page
    assert not Partner.objects.filter(live=True).exists()


@pytest.mark.parametrize("action", ["publish", "unpublish"])
def test_an_editor_does_neither(editor, action):
    partner = factories.make_partner(live=action == "unpublish")
    page = editor.get(url(Partner, action, partner)).content.decode()
    editor.post(url(Partner, action, partner))
    assert "You may not do this to" in page
    assert Partner.objects.get().live is (action == "unpublish")


def test_all_of_a_list_are_those_of_the_filter(moderator):
    factories.make_partner(name="A ministry", partner_kind="ministry", live=False)
    factories.make_partner(name="A fund", partner_kind="foundation", live=False)

    moderator.post(url(Partner, "publish", query="id=all&partner_kind=ministry"))
    moderator.post(url(Partner, "publish", query="id=all&partner_kind=nonsense"))

    assert [str(partner) for partner in Partner.objects.filter(live=True)] == ["A ministry"]


def test_the_lists_offer_both(moderator):
    reverse("wagtailadmin_home")  # which loads the lists
    for model in KINDS:
        factories.make(model.kind)
        page = moderator.get(reverse(model.snippet_viewset.get_url_name("list"))).content.decode()
        for action in ("publish", "unpublish"):
            assert url(model, action).rstrip("?") in page
