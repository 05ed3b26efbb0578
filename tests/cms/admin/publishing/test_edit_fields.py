"""One value for many records of a list."""

import pytest
from django.urls import reverse

from cms.models import Partner
from tests import factories
from tests.cms.admin.publishing.test_bulk import KINDS, url

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_every_kind_has_a_form_without_what_is_of_each_record_its_own(moderator):
    reverse("wagtailadmin_home")  # which loads the lists
    for model in KINDS:
        page = moderator.get(url(model, "edit_fields", factories.make(model.kind)))
        names = set(page.context["form"].fields)
        assert names, model
        assert not names & {"slug", "uid", "title", "name", "text", "file", "collection"}


def test_only_what_is_filled_in_changes_and_in_drafts(editor):
    partners = [factories.make_partner(partner_kind="ministry") for _ in range(2)]
    names = {partner.name for partner in partners}

    editor.post(url(Partner, "edit_fields", *partners), {"country": "FR"})

    for partner in Partner.objects.all():
        draft = partner.get_latest_revision_as_object()
        assert (draft.country.code, draft.partner_kind) == ("FR", "ministry")
        assert draft.name in names
        assert partner.country.code in (None, "")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Fill in at least one field."),
        ({"country": "XX"}, "Select a valid choice."),
        ({"website": "no address"}, "Enter a valid URL."),
    ],
)
def test_what_cannot_be_is_refused(editor, sent, sentence):
    partner = factories.make_partner()
    page = editor.post(url(Partner, "edit_fields", partner), sent).content.decode()
    assert sentence in page
    assert not Partner.objects.get().revisions.exists()


def test_one_that_breaks_a_rule_keeps_back_all(editor):
    parent, other = factories.make_partner(name="The parent"), factories.make_partner()
    sent = {"parent": parent.pk}

    page = editor.post(url(Partner, "edit_fields", parent, other), sent).content.decode()

    assert "Nothing was done" in page
    assert not any(partner.revisions.exists() for partner in Partner.objects.all())
