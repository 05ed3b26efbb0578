"""The examples of the documentation are what the demo archive answers."""

import importlib.util
import os

import orjson
import pytest
from django.conf import settings

from api.formats import FORMATS, SHOWN_FORMATS
from api.formats.listing import LIST_FORMATS
from tests.demo_archive import run_demo
from tests.documentation import ROOT, text_of

pytestmark = pytest.mark.same_on_all_databases

PAGE = ROOT / "docs" / "formats.md"


def script():
    """docs/examples.py, which is no package."""
    spec = importlib.util.spec_from_file_location("examples", ROOT / "docs" / "examples.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def fresh_demo(db, settings, tmp_path):
    """The demo archive with a folder of its own, where no file has the name of another."""
    settings.MEDIA_ROOT = str(tmp_path)
    run_demo("--no-users")


@pytest.mark.usefixtures("fresh_demo")
def test_every_example_is_what_the_demo_answers(reader):
    examples = script()

    def read(path: str):
        response = reader.get(path.replace("http://localhost:8001", settings.FRONTEND_ORIGIN))
        assert response.status_code < 500, path
        body = b"".join(response) if response.streaming else response.content
        body = body.replace(settings.API_ORIGIN.encode(), b"http://localhost:8000")
        body = body.replace(settings.FRONTEND_ORIGIN.encode(), b"http://localhost:8001")
        return examples.Answer(response.status_code, body)

    page, answers = examples.written(text_of(PAGE), read), examples.recorded(read)
    if os.environ.get("WRITE_EXAMPLES"):
        PAGE.write_text(page, encoding="utf-8")
        examples.ANSWERS.write_text(answers, encoding="utf-8")
    assert text_of(PAGE) == page
    assert text_of(examples.ANSWERS) == answers


def test_every_format_is_on_the_page_with_an_example():
    page = text_of(PAGE)
    for format_ in (*FORMATS, *LIST_FORMATS, *SHOWN_FORMATS):
        assert f"`.{format_.suffix}`" in page, format_
        assert f"`{format_.media_type}`" in page, format_
    paths = [path for _marker, path in script().EXAMPLE.findall(page)]
    for format_ in (*FORMATS, *LIST_FORMATS):
        assert any(path.partition("?")[0].endswith(f".{format_.suffix}") for path in paths), format_


@pytest.mark.parametrize("margin", [*range(70, 112, 6), *range(130, 162, 4)])
def test_no_example_depends_on_the_day_wherever_it_is_cut(margin):
    examples = script()

    def shown(day: str, moment: str) -> list:
        lines = f'{"-" * margin}from="{day} 2026 07:01:02 GMT"\n{"-" * margin}{moment}'
        bodies = lines.encode(), orjson.dumps({"text": lines, "parts": [moment] * 3})
        answers = [examples.Answer(200, body) for body in bodies]
        return [examples._shortened_answer(answer) for answer in answers]

    one_day = shown("Mon, 30 Nov", "2026-11-30T07:01:02.123456")
    assert shown("Wed, 02 Dec", "2026-12-02T23:11:12") == one_day
