"""What has expired can be changed. It cannot be published without a new expiry."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.cms.admin.forms import errors_in, event_form, series_form, snippet_form

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
LAST_WEEK = timezone.now().replace(second=12, microsecond=0) - timedelta(days=7)
REFUSAL = ["Expiry date/time must be in the future."]


def as_typed(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def expired(kind: str) -> tuple:
    """An expired record of `kind`, the address of its form, and the form filled in."""
    times = {"live": False, "expired": True, "expire_at": LAST_WEEK}
    if kind == "partner":
        record = factories.make_partner(name="A ministry", **times)
        url = reverse("wagtailsnippets_cms_partner:edit", args=[record.pk])
        form = snippet_form("names", name="A ministry", partner_kind="other", summary="New words")
    else:
        make, form_of = {
            "event": (factories.make_event, event_form),
            "series": (factories.make_series, series_form),
        }[kind]
        record = make(title="Expired", **times)
        url = reverse("wagtailadmin_pages:edit", args=[record.pk])
        form = form_of(title="Expired", slug=record.slug, summary="New words")
    return record, url, {**form, "expire_at": as_typed(LAST_WEEK), "go_live_at": ""}


@pytest.mark.parametrize("kind", ["event", "series", "partner"])
def test_what_has_expired_is_saved_and_keeps_its_expiry(moderator: Client, kind):
    record, url, form = expired(kind)

    assert moderator.post(url, form).status_code == 302

    record.refresh_from_db()
    saved = record.get_latest_revision().as_object()
    assert (saved.summary, saved.expire_at) == ("New words", LAST_WEEK)


@pytest.mark.parametrize("kind", ["event", "series", "partner"])
def test_it_is_not_published_before_its_expiry_is_changed(moderator: Client, kind):
    _record, url, form = expired(kind)

    refused = moderator.post(url, {**form, "action-publish": "1"})

    assert errors_in(refused) == {"expire_at": REFUSAL}


@pytest.mark.parametrize("kind", ["event", "partner"])
def test_another_expiry_in_the_past_is_refused(moderator: Client, kind):
    _record, url, form = expired(kind)

    yesterday = as_typed(timezone.now() - timedelta(days=1))

    assert errors_in(moderator.post(url, {**form, "expire_at": yesterday})) == {
        "expire_at": REFUSAL
    }
