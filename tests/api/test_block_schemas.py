"""Every block is described, and is what its description says in every form."""

import jsonschema
import orjson
import pytest
from jsonschema import Draft202012Validator

from api.openapi.views import SNAPSHOT
from api.rendering.rich_text_forms import RICH_TEXT_FORMS
from api.serializers.blocks import RICH_TEXT, VALUES, with_rich_text
from archive.publisher.after_commit import catch_up
from cms.blocks import BodyBlock
from tests import factories
from tests.api.helpers import read

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
DESCRIPTION = orjson.loads(SNAPSHOT.read_bytes())


def test_every_block_has_a_schema_and_no_other():
    assert set(VALUES) == set(BodyBlock().child_blocks)
    mapping = DESCRIPTION["components"]["schemas"]["BodyBlock"]["discriminator"]["mapping"]
    assert set(mapping) == set(VALUES)


@pytest.fixture
def document(reader) -> dict:
    """An event whose body has a block of every type."""
    picture, file = factories.make_image(), factories.make_document()
    target = factories.make_event(title="Elsewhere", slug="elsewhere")
    link = f'<p>To <a linktype="page" id="{target.pk}">it</a></p>'
    columns = [{"type": name, "heading": name} for name in ("text", "number", "rich_text")]
    body = {
        "heading": {"text": "Context", "level": "2"},
        "paragraph": link,
        "list": {"ordered": True, "items": [link]},
        "key_questions": {"title": "", "questions": ["Who?"]},
        "table": {"caption": "", "columns": columns, "rows": [{"values": ["<b>", 1, link]}]},
        "quote": factories.make_quote().pk,
        "reference": factories.make_reference().pk,
        "programme": None,
        "partners": None,
        "image": {
            "image": {"image": picture.pk, "decorative": True, "alt_text": ""}, "caption": "",
        },
        "document": {"document": file.pk, "caption": "A file"},
        "embed": {"url": "https://example.org/film", "title": "A film", "caption": ""},
        "call_to_action": {"label": "Sign up", "kind": "newsletter", "url": ""},
    }  # fmt: skip
    blocks = [{"type": name, "value": value} for name, value in body.items()]
    factories.make_event(code="ALL", body=orjson.dumps(blocks).decode())
    catch_up()
    return read(reader, "/api/v1/events/ALL/")


@pytest.mark.parametrize("form", RICH_TEXT_FORMS)
def test_what_is_shown_is_what_is_described(document, form):
    assert [block["type"] for block in document["body"]] == list(VALUES)
    for block in document["body"]:
        name = f"{block['type'].title().replace('_', '')}Block"
        schema = {"$ref": f"#/components/schemas/{name}", "components": DESCRIPTION["components"]}
        Draft202012Validator(schema).validate(with_rich_text(block, RICH_TEXT_FORMS[form]))
    with pytest.raises(jsonschema.ValidationError):
        Draft202012Validator(schema).validate({**document["body"][0], "type": "heading"})


def test_rich_text_stands_only_where_it_is_said_to(document):
    changed = {
        block["type"]
        for block in document["body"]
        if with_rich_text(block, RICH_TEXT_FORMS["tree"]) != block
    }
    assert changed == set(RICH_TEXT)
    [table] = [block for block in document["body"] if block["type"] == "table"]
    assert with_rich_text(table, RICH_TEXT_FORMS["text"])["value"]["rows"] == [
        ["<b>", "1", "To it"]
    ]


def test_headings_have_anchors_of_their_own(reader):
    body = [("heading", {"text": text, "level": "2"}) for text in ("Été", "Ete", "!", "Ete 2")]
    factories.make_event(code="ANCHORS", body=body)
    catch_up()
    blocks = read(reader, "/api/v1/events/ANCHORS/")["body"]
    assert [block["value"]["anchor"] for block in blocks] == ["ete", "ete-2", "section", "ete-2-2"]


def test_a_link_follows_the_key_of_its_record(reader):
    target = factories.make_event(title="Elsewhere", slug="elsewhere")
    html = f'<p><a linktype="page" id="{target.pk}">it</a></p>'
    factories.make_event(code="HERE", body=[("paragraph", html)])
    catch_up()
    assert 'data-key="elsewhere"' in read(reader, "/api/v1/events/HERE/")["body"][0]["value"]
    target.code = "CODE1"
    factories.publish(target)
    catch_up()
    assert 'data-key="CODE1"' in read(reader, "/api/v1/events/HERE/")["body"][0]["value"]
