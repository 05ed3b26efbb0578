"""The document of the site: what every page of a front end shares."""

import pytest
from wagtail.models import Locale, PageViewRestriction

from home.models import NavigationItem
from tests import factories as make
from tests.api.rendering import NO_META, document, link, queries_of_rendering, renderings

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_the_site_has_one_address_and_its_language_is_its_key():
    home = make.home()
    assert list(document(home).items()) == list(
        {
            "id": str(home.uid),
            "type": "site",
            "key": "en",
            "url": "https://api.test/api/v1/site/",
            "html_url": "https://www.test/",
            "locale": "en",
            "slug": "home",
            "title": home.title,
            "summary": home.summary or None,
            "body": [],
            "image": None,
            "navigation": [],
            "newsletter": None,
            "same_as": [],
            "alternates": [],
            "meta": NO_META,
        }.items()
    )


def test_another_language_has_an_address_of_its_own():
    french = make.home().copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0])
    make.publish(french)
    site_document = document(french)
    assert (site_document["key"], site_document["url"]) == (
        "fr",
        "https://api.test/api/v1/site/?locale=fr",
    )
    assert site_document["html_url"] == "https://www.test/fr/"
    [alternate] = document(make.home())["alternates"]
    assert alternate == {
        "id": str(french.uid),
        "type": "site",
        "key": "fr",
        "url": "https://api.test/api/v1/site/?locale=fr",
        "title": french.title,
        "locale": "fr",
        "html_url": "https://www.test/fr/",
    }


def test_the_navigation_leads_to_public_pages_and_to_addresses():
    home, series = make.home(), make.make_series(title="Words", slug="words")
    hidden, private = make.make_series(slug="b", live=False), make.make_series(slug="c")
    PageViewRestriction.objects.create(page=private.page_ptr, restriction_type="login")
    for page in (series, hidden, private):
        NavigationItem.objects.create(home=home, label=f"To {page.slug}", page=page)
    NavigationItem.objects.create(home=home, label="Themes", url="/themes/?a=b")
    NavigationItem.objects.create(home=home, label="Away", url="https://away.test/")
    home.newsletter_title = "News"
    home.save()
    [rendering] = renderings(home)
    site_document = rendering.document
    assert site_document["navigation"] == [
        {"label": "To words", "url": "https://www.test/words/", "page": link(series)},
        {"label": "Themes", "url": "https://www.test/themes/?a=b", "page": None},
        {"label": "Away", "url": "https://away.test/", "page": None},
    ]
    assert site_document["newsletter"] == {"title": "News", "text": None}
    assert rendering.dependencies == {series.uid, hidden.uid, private.uid}


def test_the_navigation_costs_no_query_for_each_entry():
    home = make.home()
    costs = []
    for number in range(3):
        page = make.make_series(title=f"Series {number}")
        NavigationItem.objects.create(home=home, label="To it", page=page)
        costs.append(queries_of_rendering(home))
    # the page, its navigation, the pages in it and what they are, keys
    assert costs == [5, 5, 5]
