"""The look at a pasted page, and the blocks that a form takes from it."""

import pytest

from cms.blocks import BodyBlock
from cms.models import Quote, SeriesPage
from tests import factories
from tests.cms.admin.conftest import signed_in, stranger
from tests.importer.paste.pages import WORD

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
URL = "/admin/readings/paste/"
QUOTE = 7  # the number of the quotation in the page from Word


def send(client, page, html: str = WORD, **fields):
    return client.post(URL, {"page": page.pk, "html": html, "text": "", **fields})


def test_a_look_shows_every_block_and_makes_nothing(editor):
    preview = send(editor, factories.make_event()).json()["preview"]
    assert preview.count('name="take"') == 9
    assert '<a href="https://example.org/oslo">Oslo</a>' in preview
    assert "Plenary makes a draft of a quote" in preview
    assert "Heading: subsection" in preview
    assert "mso" not in preview
    assert "Gone." not in preview
    assert not Quote.objects.exists()


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>A</td></tr><tr><td>{}</td></tr></table>",
        "<table><tr><td>A</td><td>B</td></tr><tr><td>{}</td><td><b>x</b></td></tr></table>",
        "<h2>{}</h2>",
        "<p>{}</p>",
        "<ul><li>{}</li></ul>",
    ],
)
def test_markup_that_was_words_stays_words_in_the_look(editor, page):
    text = "&lt;img src=x onerror=alert(1)&gt;"
    preview = send(editor, factories.make_event(), html=page.format(text)).json()["preview"]
    assert text in preview
    assert "<img" not in preview


def test_the_ticked_blocks_are_what_the_form_holds(editor):
    answer = send(editor, factories.make_event(), take=["0", "4", "6"]).json()
    heading, items, table = answer["blocks"]
    assert (heading["type"], heading["value"]) == (
        "heading",
        {"text": "Water and Rights", "level": ["2"]},
    )
    assert items["type"] == "list"
    assert "First aim" in items["value"]["items"][0]["value"]
    assert [column["heading"] for column in table["value"]["columns"]] == ["Year", "Place"]
    assert len({block["id"] for block in answer["blocks"]}) == 3


def test_a_quotation_becomes_a_draft_of_a_quote_once(editor):
    event = factories.make_event()
    person = factories.make_person(name="Ana Lund")
    first = send(editor, event, take=[QUOTE]).json()["blocks"][0]
    quote = Quote.objects.get()
    assert first["value"]["id"] == quote.pk
    assert (quote.text, quote.live) == ("Water is a right that nobody may sell.", False)
    assert (quote.speaker, quote.role_then) == (person, "Minister of Water")
    again = send(editor, event, take=[QUOTE]).json()["blocks"][0]
    assert again["value"]["id"] == quote.pk
    assert "The archive has this quote already" in send(editor, event).json()["preview"]


def test_who_may_not_add_quotes_gets_a_paragraph():
    sam = stranger()
    page = SeriesPage.objects.get(title="Their own series")
    blocks = send(signed_in(sam), page, take=[QUOTE]).json()["blocks"]
    assert blocks[0]["type"] == "paragraph"
    assert "nobody may sell" in blocks[0]["value"]
    assert not Quote.objects.exists()


def test_who_may_not_edit_the_page_is_refused():
    assert send(signed_in(stranger()), factories.make_event()).status_code in (302, 403)


@pytest.mark.parametrize("html", ["", "<p></p>", "<i>" * 4000])
def test_what_is_no_page_is_answered_with_a_sentence(editor, html):
    response = send(editor, factories.make_event(), html)
    assert response.status_code == 400
    assert response.json()["problem"].startswith("It")


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\ufffe", "\x7f"])
def test_a_character_that_no_text_may_hold_is_left_out(editor, character):
    response = send(editor, factories.make_event(), f"<p>One{character} word</p>", take=[0])
    [block] = response.json()["blocks"]
    assert "One word" in block["value"].replace("  ", " ").replace("\ufffd", "")


@pytest.mark.parametrize("page", ["", "0", "x", "99999999999999999999"])
def test_a_page_that_is_not_there_is_not_found(editor, page):
    assert editor.post(URL, {"page": page, "html": WORD}).status_code == 404


def test_a_list_within_an_item_stays_in_the_form_and_the_documents():
    value = {"ordered": False, "items": ["<p>First</p><ul><li>Below</li></ul>"]}
    body = BodyBlock().to_python([{"type": "list", "value": value}])
    state = BodyBlock().get_form_state(body)
    assert "unordered-list-item" in state[0]["value"]["items"][0]["value"]
