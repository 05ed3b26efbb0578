import uuid

import pytest
from wagtail.models import Locale

from cms.models import Theme
from tests import factories
from tests.cms.helpers import errors_of, refused

pytestmark = pytest.mark.django_db


def test_an_address_is_made_from_the_name():
    assert factories.make_theme(label="Freedom of thought").slug == "freedom-of-thought"


def test_a_second_record_of_the_same_name_gets_a_number_behind_its_address():
    factories.make_theme(label="Freedom")
    factories.make_theme(label="Freedom")

    assert factories.make_theme(label="Freedom").slug == "freedom-3"


def test_a_name_without_latin_letters_still_gives_an_address():
    assert factories.make_theme(label="自由").slug == "ziyou"
    assert factories.make_theme(label="…").slug == "theme"


def test_an_address_is_taken_once_in_a_language():
    factories.make_theme(label="Freedom")
    other = factories.make_theme(label="Liberty")

    other.slug = "freedom"

    assert "Another record has this address." in str(errors_of(other))
    refused(lambda: Theme.objects.filter(pk=other.pk).update(slug="freedom"))


def test_a_translation_keeps_the_address_and_says_its_language_in_its_key():
    french = Locale.objects.get_or_create(language_code="fr")[0]
    theme = factories.make_theme(label="Freedom")

    translation = theme.copy_for_translation(french)
    translation.save()

    assert (translation.slug, translation.wanted_key) == ("freedom", "freedom-fr")
    assert translation.uid != theme.uid


def test_a_record_keeps_its_identity_whatever_a_saved_version_says():
    theme = factories.make_theme()
    content = theme.serializable_data() | {"uid": str(uuid.uuid4())}

    assert theme.with_content_json(content).uid == theme.uid


def test_the_same_thing_elsewhere_is_a_list_of_web_addresses():
    theme = factories.make_theme(same_as="https://www.example.org/a\nhttps://www.example.org/b")

    assert errors_of(theme) == {}
    assert len(theme.same_as_list) == 2


@pytest.mark.parametrize("line", ["example.org", "javascript:alert(1)", "ftp://example.org/x"])
def test_a_line_that_is_no_web_address_is_named(line):
    theme = factories.make_theme(same_as=f"https://www.example.org/\n{line}")

    assert errors_of(theme)["same_as"][0].startswith(f"Line 2 is not a web address: “{line}”")


@pytest.mark.django_db
def test_a_page_leads_to_the_front_end_wherever_it_is_shown():
    event = factories.make_event()

    assert event.url.startswith("https://www.test/")
    assert event.get_url() == event.full_url
