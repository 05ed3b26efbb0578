"""A form without script whose session has ended: its words are shown, and not lost."""

import html
import json

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from cms.models import Partner

pytestmark = pytest.mark.django_db
DRAFT = json.dumps({"blocks": [{"text": "It took place in a tent."}], "entityMap": {}})


def send(client, **values):
    return client.post(
        reverse("wagtailsnippets_cms_partner:add"), values, headers={"host": "api.test"}
    )


def test_the_words_of_a_form_are_shown_with_a_way_to_sign_in(client):
    answer = send(
        client, name="<b>Ministry</b>", summary=DRAFT,
        **{"names-TOTAL_FORMS": "1", "names-0-id": "7", "action-publish": "1", "website": ""},
    )  # fmt: skip
    assert answer.status_code == 403
    page = LexborHTMLParser(answer.content.decode())
    texts = {area.parent.css_first("label").text(): area.text() for area in page.css("textarea")}
    assert texts == {"name": "<b>Ministry</b>", "summary": "It took place in a tent."}
    link = page.css_first("main a").attributes["href"]
    assert link.startswith(reverse("wagtailadmin_login"))
    assert link.endswith(f"?next={reverse('wagtailsnippets_cms_partner:add')}")
    assert "Content-Security-Policy" in answer.headers
    assert not Partner.objects.exists()


@pytest.mark.parametrize("value", ["[" * 100_000, '{"blocks": 7}', '{"blocks": [7]}'])
def test_what_looks_like_rich_text_and_is_none_is_shown_as_it_is(client, value):
    answer = send(client, name=value)
    assert answer.status_code == 403
    assert html.escape(value) in answer.content.decode()


def test_a_form_without_words_leads_to_the_sign_in(client):
    assert send(client, **{"action-publish": "1"}).status_code == 302
    asked = client.get(reverse("wagtailsnippets_cms_partner:add"), headers={"host": "api.test"})
    assert asked.status_code == 302


def test_a_script_that_sends_a_form_is_refused_as_before(client):
    answer = client.post(
        reverse("wagtailsnippets_cms_partner:add"), {"name": "Ministry"},
        headers={"host": "api.test", "x-requested-with": "XMLHttpRequest"},
    )  # fmt: skip
    assert answer.status_code == 403
    assert b"Ministry" not in answer.content
