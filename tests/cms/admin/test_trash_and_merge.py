"""The pages of the trash and of a merge: what they say, and who may use them."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.admin.merging import merge_url
from cms.models import Partner, Partnership, PartnerSource, Theme, Trashed
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def messages_of(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_deleted_record_stands_in_the_trash_and_comes_back(moderator, editor):
    theme = make.publish(make.make_theme(label="Peace", slug="peace"))
    moderator.post(reverse("wagtailsnippets_cms_theme:delete", args=[theme.pk]))
    [trashed] = Trashed.objects.all()
    page = moderator.get(reverse("cms_trash")).content.decode()
    for text in ("Peace", "was public", "by moderator", "Restore and make public"):
        assert text in page, text
    url = reverse("cms_restore", args=[trashed.pk])
    assert editor.post(url).status_code == 302  # to the first page: they may not
    assert not Theme.objects.exists()

    response = moderator.post(url, {"public": "1"})

    assert "“Peace” is restored. It is public again." in messages_of(response)
    assert Theme.objects.get().live


def test_an_edition_deleted_by_a_moderator_comes_back_as_a_draft(moderator):
    event = make.make_event(title="An edition", series=make.make_series())
    moderator.post(reverse("wagtailadmin_pages:delete", args=[event.pk]))
    [trashed] = Trashed.objects.all()
    response = moderator.post(reverse("cms_restore", args=[trashed.pk]))
    assert "It is a draft now" in messages_of(response)
    event.refresh_from_db()
    assert not event.live


def test_an_editor_sees_own_uploads_in_the_trash_and_no_other_file(editor):
    make.make_image(title="Of somebody else").delete()
    own = make.make_image(title="Their own")
    own.delete()
    author = get_user_model().objects.get(username="editor")
    Trashed.objects.filter(uid=own.uid).update(deleted_by=author)
    page = editor.get(reverse("cms_trash")).content.decode()
    assert "Their own" in page
    assert "Of somebody else" not in page
    other = Trashed.objects.get(name="Of somebody else")
    assert editor.post(reverse("cms_empty", args=[other.pk])).status_code == 302
    assert Trashed.objects.count() == 2


def test_its_queries_do_not_grow_with_what_is_in_it(moderator):
    def delete_some(number: int) -> None:
        make.make_event(series=make.make_series(slug=f"s{number}"), slug=f"e{number}").delete()
        make.make_image(title=f"Picture {number}").delete()

    counts = []
    for number in range(4):
        delete_some(number)
        with CaptureQueriesContext(connection) as queries:
            assert moderator.get(reverse("cms_trash")).status_code == 200
        counts.append(len(queries))
    assert counts[1] == counts[3]


def test_deleting_for_good_empties_the_trash(moderator):
    make.make_theme().delete()
    moderator.post(reverse("cms_empty", args=[Trashed.objects.get().pk]))
    assert not Trashed.objects.exists()


def test_two_partners_are_found_compared_merged_and_parted_again(moderator, editor):
    kept = make.publish(make.make_partner(name="Ministry of Peace", country="FI"))
    other = make.make_partner(name="Ministry of Paece", website="https://p.example/")
    other.sources = [PartnerSource(title="Its page")]
    other = make.publish(other)
    event = make.make_event(title="An edition")
    event.partnerships = [Partnership(partner=other)]
    make.publish(event)
    assert editor.get(merge_url(kept)).status_code == 302

    assert merge_url(kept, other) in moderator.get(merge_url(kept)).content.decode()
    page = moderator.get(merge_url(kept, other)).content.decode()
    for text in (
        "https://p.example/",
        "Finland",
        "1 record that uses",
        "Keep “Ministry of Paece”",
        ">Sources</th>",
        "Its name stays as another name.",
    ):
        assert text in page, text
    response = moderator.post(merge_url(kept), {"with": other.pk, "website": "other"})

    assert "“Ministry of Paece” is merged into “Ministry of Peace”" in messages_of(response)
    partner = Partner.objects.get()
    assert (partner.website, partner.country.code) == ("https://p.example/", "FI")
    history = moderator.get(reverse("wagtailsnippets_cms_partner:history", args=[kept.pk]))
    assert "Took in “Ministry of Paece”" in history.content.decode()
    assert "Undo the merge" in moderator.get(reverse("cms_trash")).content.decode()
    moderator.post(reverse("cms_restore", args=[Trashed.objects.get().pk]))
    assert Partner.objects.count() == 2
    assert Partnership.objects.get().partner_id == other.pk


def test_a_merge_that_is_refused_says_why_and_keeps_the_choices(moderator):
    kept = make.make_partner(name="Ministry", live=False)
    other = make.publish(make.make_partner(name="The Ministry", website="https://p.example/"))
    response = moderator.post(merge_url(kept), {"with": other.pk, "website": "other"})
    assert "“Ministry” is not public" in messages_of(response)
    assert Partner.objects.count() == 2
