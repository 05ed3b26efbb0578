"""The examples of docs/formats.md are what the demo archive answers."""

import importlib.util
import os

import pytest
from django.conf import settings

from api.formats import FORMATS, SHOWN
from api.formats.listing import FORMATS as LIST_FORMATS
from tests.demo_archive import demo  # noqa: F401  a fixture
from tests.documentation import ROOT, text_of

pytestmark = pytest.mark.same_on_all_databases

PAGE = ROOT / "docs" / "formats.md"


def script():
    """docs/formats.py, which is no package."""
    spec = importlib.util.spec_from_file_location("formats_page", ROOT / "docs" / "formats.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.usefixtures("demo")
def test_every_example_is_what_the_demo_answers(reader):
    def read(path: str) -> bytes:
        response = reader.get(path)
        assert response.status_code in (200, 406), path
        body = response.content.replace(settings.API_ORIGIN.encode(), b"http://localhost:8000")
        return body.replace(settings.FRONTEND_ORIGIN.encode(), b"http://localhost:8001")

    anew = script().written(text_of(PAGE), read)
    if os.environ.get("WRITE_EXAMPLES"):
        PAGE.write_text(anew, encoding="utf-8")
    assert text_of(PAGE) == anew


def test_every_format_is_on_the_page_with_an_example():
    page = text_of(PAGE)
    for each in (*FORMATS, *LIST_FORMATS, *SHOWN):
        assert f"`.{each.suffix}`" in page, each
        assert f"`{each.media_type}`" in page, each
    shown = [path for _marker, path in script().EXAMPLE.findall(page)]
    for each in (*FORMATS, *LIST_FORMATS):
        assert any(path.partition("?")[0].endswith(f".{each.suffix}") for path in shown), each
