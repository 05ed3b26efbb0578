import pytest
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_the_account_offers_only_time_zones_that_a_browser_knows(editor):
    form = editor.get(reverse("wagtailadmin_account")).content.decode()

    assert 'value="Europe/London"' in form
    assert 'value="UTC"' in form
    for no_zone in ("localtime", "Factory"):
        assert f'value="{no_zone}"' not in form
