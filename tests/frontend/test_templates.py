"""What templates make of documents, and what all of them keep to."""

import re
from pathlib import Path

import pytest
from jinja2.nodes import Const, Filter
from selectolax.lexbor import LexborHTMLParser

from archive.registry import registry
from cms.text.slugs import slug_of
from frontend.rendering.environment import TEMPLATES, window_title
from frontend.rendering.pictures import sizes
from frontend.server.renderer import template_of
from tests.frontend.reading import site_here


def test_no_heading_of_a_text_has_the_id_of_a_part_of_the_page():
    """A heading “Sources” has the id `sources`, and a heading “Main” the id `main`."""
    text = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    ids = set(re.findall(r'(?<![\w-])id="([^"{]+)"', text))
    assert {"Main", "Sources"} <= ids
    assert [element_id for element_id in ids if element_id == slug_of(element_id)] == []


def test_no_template_filters_a_constant():
    """Jinja would do it once, with the words and addresses of the first page that is made."""
    parse = site_here().site.renderer.templates("en", "site.html").parse
    for template in TEMPLATES.rglob("*.html"):
        filters = parse(template.read_text()).find_all(Filter)
        assert [node for node in filters if isinstance(node.node, Const)] == [], template


@pytest.mark.parametrize("template", sorted((TEMPLATES / "kinds").iterdir()), ids=str)
def test_every_fact_of_a_kind_names_the_fields_that_an_editor_changes(template):
    """What is computed has none: a click on it opens nothing."""
    text = template.read_text()
    script = Path("cms/static/cms/preview.js").read_text()
    names = dict(re.findall(r"^    (\w+): \[(.*)\],$", script, re.MULTILINE))
    columns = {field.name for field in registry[template.stem].model._meta.get_fields()}
    for fields in re.findall(r'field(?:s=|\()"([^"]*)"', text):
        for field in fields.split():
            editor_fields = re.findall(r'"(\w+)"', names.get(field, f'"{field}"'))
            assert columns & set(editor_fields) or "when" in editor_fields, field
    facts = re.findall(r'fact\("([^"]*)"', text)
    unnamed = set(facts) - set(re.findall(r'fact\("([^"]*)".*?fields="', text))
    assert unnamed <= COMPUTED


COMPUTED = {
    "Measures", "SHA-256", "SHA-256 of the original", "Media type", "Known editions", "From", "To",
    "Without a record", "Series",
}  # fmt: skip


@pytest.mark.parametrize(
    ("title", "window"),
    [
        ("Rivers", "Rivers – Archive"),
        ("Archive", "Archive"),
        ("R" * 65, "R" * 65),
        ("R" * 80, "R" * 69 + "…"),
        ("Ri\u202every", "Rivery – Archive"),
    ],
)
def test_the_title_of_a_window_has_room_for_70_characters(title, window):
    assert window_title(title, "Archive") == window


def test_a_kind_without_a_template_shows_the_facts_of_its_document():
    link = {"id": "1", "type": "event", "key": "AB1", "url": "https://a.test/api/v1/events/AB1/",
            "html_url": None, "title": "First"}  # fmt: skip
    dates = {
        "start": "2012-01", "end": None, "precision": "month", "qualifier": None, "open": None,
        "days": [], "edtf": "2012-01", "stated": None,
    }  # fmt: skip
    award = {
        "type": "award", "key": "best", "locale": "en", "title": "Best", "summary": "A prize.",
        "kind": "jury-prize", "event": link, "awarded": dates, "words": ["one", "two"],
        "winners": [link], "is_open": True, "place": None, "parts": [{"a": 1}],
        "url": "https://a.test/api/v1/awards/best/", "id": "2", "meta": {},
    }  # fmt: skip
    renderer = site_here().site.renderer
    html = renderer.draft(template_of(award), "en", d=award, title="Best", lang="")
    text = " ".join(LexborHTMLParser(html).text(separator=" ").split())
    for fact in ("Jury prize", "Awarded January 2012", "Words one, two", "Winners First"):
        assert fact in text
    assert 'href="/events/AB1/"' in html
    assert "Is open" not in text
    assert "Place" not in text


def test_a_person_of_an_event_has_a_portrait_where_there_is_one():
    renderer = site_here().site.renderer
    file = f"{renderer.config.api}/media/ada.jpg"
    source = {"type": "image/avif", "srcset": f"{file} 200w, {file} 400w"}
    profile = {"src": file, "width": 400, "height": 400, "sources": [source]}
    ada, bob = (
        {"person": {"key": name, "title": name, "html_url": f"https://a.test/{name}/"} | more}
        for name, more in (
            ("ada", {"portrait": {"profiles": {"portrait": profile}}}),
            ("bob", {"portrait": None}),
        )
    )
    people = renderer.templates("en", "fragment.html").globals["p"].people
    fragment = LexborHTMLParser(people([ada]))
    [picture] = fragment.css("img")
    # It is 3.5 rem wide there: a phone takes the file of 200 pixels.
    assert fragment.css_first("source").attributes["sizes"].endswith(" 96px")
    assert (picture.attributes["src"], picture.attributes["alt"]) == (file, "")
    assert "<figure" not in people([bob, {"person": {**bob["person"], "portrait": {}}}])


@pytest.mark.parametrize(
    ("use", "measures", "width"),
    [
        ("hero", (1920, 1080), 960), ("hero", (300, 200), 300), ("hero", (810, 1080), 432),
        ("hero", (2, 1900), 1), ("portrait", (90, 90), 90), ("logo", (60, 24), 60),
        ("card", (800, 450), 400),
    ],
)  # fmt: skip
def test_no_picture_is_shown_larger_than_it_is(use, measures, width):
    profile = dict(zip(("width", "height"), measures, strict=True))
    assert sizes(profile, use) == f"(max-width: {width}px) calc(100vw - 2rem), {width}px"


def test_an_action_is_shown_once_in_the_text_or_below_it():
    in_text, below = (
        {"label": label, "kind": "registration", "url": "https://a.test/"}
        for label in ("Register now", "Ask for an invitation")
    )
    event = {
        "type": "event", "title": "A day", "key": "A1", "calls_to_action": [in_text, below],
        "body": [{"id": "1", "type": "call_to_action", "value": in_text}],
    }  # fmt: skip
    renderer = site_here().site.renderer
    html = renderer.draft(template_of(event), "en", d=event, title="A day", lang="")
    labels = [action.text(strip=True) for action in LexborHTMLParser(html).css(".action")]
    assert [word.removeprefix("Registration:").split("https")[0] for word in labels] == [
        "Register now", "Ask for an invitation",
    ]  # fmt: skip
