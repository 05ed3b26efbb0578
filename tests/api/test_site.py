"""What every front end needs first."""

import pytest
from wagtail.models import Locale

from archive.publisher.after_commit import catch_up
from home.models import NavigationItem
from tests.api.helpers import assert_problem, read
from tests.factories import home, make_series, publish

pytestmark = pytest.mark.django_db


def test_the_index_names_every_resource(reader):
    index = read(reader, "/api/v1/")
    assert index["events"] == "https://api.test/api/v1/events/"
    assert index.pop("resolve") == "https://api.test/api/v1/resolve/"  # it needs a path
    assert index.pop("newsletter") == "https://api.test/api/v1/newsletter/"  # it takes a form
    for url in index.values():
        assert reader.get(url.removeprefix("https://api.test")).status_code == 200


def test_the_site_has_navigation_and_the_newsletter_call(reader):
    series, hidden = make_series(title="A series"), make_series(title="Hidden", live=False)
    root = home()
    root.newsletter_title = "Stay in touch"
    root.navigation = [
        NavigationItem(label="The series", page=series.page_ptr),
        NavigationItem(label="Not yet", page=hidden.page_ptr),
        NavigationItem(label="Themes", url="/themes/"),
    ]
    publish(root)
    catch_up()
    site = read(reader, "/api/v1/site/")
    assert [item["label"] for item in site["navigation"]] == ["The series", "Themes"]
    assert site["navigation"][0]["url"] == "https://www.test/a-series/"
    assert site["navigation"][0]["page"]["key"] == "a-series"
    assert site["newsletter"] == {"title": "Stay in touch", "text": None}
    assert site["html_url"] == "https://www.test/"


def test_each_language_has_its_own(reader):
    french = Locale.objects.create(language_code="fr")
    other = home().copy_for_translation(french)
    other.title = "Accueil"
    publish(other)
    catch_up()
    assert read(reader, "/api/v1/site/?locale=fr")["title"] == "Accueil"
    assert read(reader, "/api/v1/site/?locale=fr")["html_url"] == "https://www.test/fr/"
    assert read(reader, "/api/v1/site/")["alternates"][0]["locale"] == "fr"
    assert_problem(reader.get("/api/v1/site/?locale=de"), 404, "not_found")
    assert_problem(reader.get("/api/v1/site/?locale=xx"), 400, "invalid_parameter")
