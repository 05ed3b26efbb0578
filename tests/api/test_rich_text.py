"""Rich text for the outside: clean, absolute, and silent about what is hidden."""

import pytest
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page

from api.rendering.render import Render
from archive.keys import Keys
from archive.publisher.after_commit import catch_up
from archive.visibility import Visibility
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


@pytest.fixture
def render() -> Render:
    return Render(Visibility(timezone.now()), Keys())


def link_to(kind: str, record) -> str:
    return f'<p>See <a linktype="{kind}" id="{record.pk}">these <b>words</b></a>.</p>'


def test_a_link_to_a_public_page_leads_to_the_front_end(render):
    series = make.make_series(slug="human")
    event = make.make_event(series=series, slug="one")
    assert render.rich_text(link_to("page", event)) == (
        '<p>See <a data-key="one" data-type="event" href="https://www.test/human/one/">'
        "these <b>words</b></a>.</p>"
    )
    assert render.dependencies == {event.uid}


def test_a_link_to_a_public_document_leads_to_its_file(render):
    file = make.make_document()
    address = f"https://api.test/documents/{file.pk}/{file.filename}"
    assert render.rich_text(link_to("document", file)) == (
        f'<p>See <a data-key="{file.slug}" data-type="document" href="{address}">'
        "these <b>words</b></a>.</p>"
    )
    assert render.dependencies == {file.uid}


def test_a_link_to_something_hidden_is_plain_words_and_a_dependency():
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    page, file = make.make_event(live=False), make.make_document(collection=private)
    render = Render(Visibility(timezone.now()), Keys())
    plain = "<p>See these <b>words</b>.</p>"
    assert render.rich_text(link_to("page", page)) == plain
    assert render.rich_text(link_to("document", file)) == plain
    assert render.dependencies == {page.uid, file.uid}


@pytest.mark.parametrize(
    "attributes",
    [
        'linktype="page" id="999999"',
        'linktype="page" id="99999999999999999999999999"',
        'linktype="page" id="²"',
        'linktype="page" id=""',
        'linktype="page"',
        'linktype="unheard-of" id="1"',
    ],
)
def test_a_link_to_nothing_is_plain_words(render, attributes):
    assert render.rich_text(f"<p><a {attributes}>words</a></p>") == "<p>words</p>"


def test_a_page_that_has_no_document_is_not_linked(render):
    assert render.rich_text(link_to("page", Page.get_first_root_node())) == (
        "<p>See these <b>words</b>.</p>"
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.test/a?b=c",
        "http://elsewhere.test/",
        "mailto:a@b.test",
        "tel:+4122",
        "#context",
        "#%C3%A9tude",
    ],
)
def test_addresses_elsewhere_and_on_the_same_page_stay(render, address):
    assert render.rich_text(f'<a href="{address}">words</a>') == f'<a href="{address}">words</a>'


def test_a_path_leads_to_the_front_end(render):
    assert render.rich_text('<a href="/themes/">words</a>') == (
        '<a href="https://www.test/themes/">words</a>'
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,words",
        "vbscript:words",
        "//elsewhere.test/",
        "/\\elsewhere.test/",
        "words",
        "#",
        "",
    ],
)
def test_addresses_that_nobody_can_follow_are_plain_words(render, address):
    assert render.rich_text(f'<a href="{address}">words</a>') == "words"


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ('<p onclick="alert(1)" style="color:red" class="x">a</p>', "<p>a</p>"),
        ('<p><img src="x" onerror="alert(1)">a</p>', "<p>a</p>"),
        ('<iframe src="https://elsewhere.test/"></iframe>a', "a"),
        ('<a href="https://a.test/" onclick="x" target="_blank">a</a>', '<a href="https://a.test/">a</a>'),
        ("<p>a<!-- secret --></p>", "<p>a</p>"),
        ("<p>1 < 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<p>H<sub>2</sub>O x<sup>2</sup><br/><i>i</i><b>b</b></p>",
         "<p>H<sub>2</sub>O x<sup>2</sup><br><i>i</i><b>b</b></p>"),
        ("<ul><li>a</li></ul><ol><li>b</li></ol>", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
    ],
)  # fmt: skip
def test_only_sober_html_is_left(render, html, clean):
    assert render.rich_text(html) == clean


def test_an_embedded_picture_is_dropped_with_its_words(render):
    image = make.make_image()
    html = f'<p>a</p><embed embedtype="image" id="{image.pk}" alt="xcanary" format="left"/>'
    assert render.rich_text(html) == "<p>a</p>"


def test_links_that_were_loaded_together_cost_no_query_each(render, django_assert_num_queries):
    texts = [link_to("page", make.make_event()) for _number in range(5)]
    texts += [link_to("document", make.make_document()) for _number in range(5)]
    render.rich_text(link_to("page", make.make_event()))  # what caches hold
    catch_up()
    with django_assert_num_queries(4):  # pages, what they are, documents, keys
        render.targets.load(texts)
        spans = [render.rich_text(text) for text in texts]
    assert all("href" in span for span in spans)


def test_only_links_of_ours_say_which_record_they_lead_to(render):
    for html in (
        '<p><a href="https://example.org/" data-type="event" data-key="X">words</a></p>',
        '<p><A HREF="https://example.org/" DATA-TYPE="event" DATA-KEY="X">words</A></p>',
    ):
        rendered = render.rich_text(html)
        assert 'href="https://example.org/"' in rendered
        assert "data-" not in rendered
