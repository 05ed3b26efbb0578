"""What another edition of the series uses is chosen. Each draft leads to the next page."""

import re

import pytest

from cms.models import Partnership
from tests import factories
from tests.importer.review.helpers import make, upload, url

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
SECOND = """Oceans at night (LH2208)

7–9 May 2022

This Lakeside House conference is held in partnership with the {partner}."""


@pytest.fixture
def series():
    return factories.make_series(title="Oceans", slug="oceans")


def uses(response) -> dict[str, object]:
    """The chosen record of each value, by the name that the page states."""
    decisions = response.context["review"].decisions
    forms = [form for decision in decisions for form in decision.forms.values() if form]
    return {str(form.initial["name"]): form["use"].value() for form in forms if form.options}


def used(series, name: str, **values):
    partner = factories.make_partner(name=name, **values)
    event = factories.make_event(series=series, title=f"A meeting with {name}")
    event.partnerships.add(Partnership(partner=partner))
    event.save()
    return partner


def opened(editor, series, partner: str):
    return editor.get(url(upload(editor, SECOND.format(partner=partner), series)))


@pytest.mark.parametrize("stated", ["Coral Institute", "coral institute"])
def test_the_partner_of_another_edition_is_chosen(editor, series, stated):
    coral = used(series, "Coral Institute")
    response = opened(editor, series, stated.title())
    assert uses(response) == {"Coral Institute": str(coral.pk)}
    assert "partners" not in [key.partition("-")[0] for _, key in response.context["waiting"]]


def test_a_partner_that_the_series_does_not_use_is_asked(editor, series):
    used(factories.make_series(title="Lakes", slug="lakes"), "Coral Institute")
    response = opened(editor, series, "Coral Institute")
    assert uses(response) == {"Coral Institute": None}
    assert "Partners" in [label for label, _ in response.context["waiting"]]


def test_two_records_of_the_name_or_another_country_are_asked(editor, series):
    used(series, "Coral Institute")
    factories.make_partner(name="Coral Institute")
    assert uses(opened(editor, series, "Coral Institute")) == {"Coral Institute": None}
    used(series, "Ministry of Culture of Norway", country="SE")
    stated = "Ministry of Culture of Norway"
    assert uses(opened(editor, series, stated)) == {stated: None}


def test_an_acronym_is_asked(editor, series):
    used(series, "Coral Research Institute", acronym="Coral Institute")
    assert uses(opened(editor, series, "Coral Institute")) == {"Coral Institute": None}


def test_another_choice_is_kept(editor, series):
    used(series, "Coral Institute")
    page = upload(editor, SECOND.format(partner="Coral Institute"), series)
    review = editor.get(url(page)).context["review"]
    forms = [form for decision in review.decisions for form in decision.forms.values() if form]
    name = next(form.add_prefix("use") for form in forms if form.options)
    version = {f"version-{page.pk}": page.version, "action": "save", name: "new"}
    editor.post(url(page), version)
    assert uses(editor.get(url(page))) == {"Coral Institute": "new"}


def test_a_draft_leads_to_the_next_page_until_none_is_left(editor, series):
    text = SECOND.format(partner="Coral Institute")
    pages = [
        upload(editor, text.replace("night", name).replace("2208", code), series)
        for name, code in (("dawn", "1801"), ("noon", "1902"), ("dusk", "2003"))
    ]
    links = []
    for page in reversed(pages):
        response = make(editor, page)
        content = editor.get(response.url).content.decode()
        assert "Nothing is published." in content
        links += re.findall(r'href="([^"]+)"[^>]*>\s*Review the next page \((\d) left\)', content)
    assert links == [(url(pages[1]), "2"), (url(pages[0]), "1")]
