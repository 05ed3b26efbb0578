"""Every question of docs/questions.md is answered by the request beside it."""

import re

import orjson
import pytest
from django.conf import settings

from tests.conftest import empty_cache
from tests.demo_archive import demo  # noqa: F401

pytestmark = pytest.mark.django_db
PAGE = (settings.BASE_DIR / "docs/questions.md").read_text()
REQUESTS = re.findall(r"^\| .* \| `(.*)` \|$", PAGE, re.MULTILINE)


def found_in(answer: dict) -> int:
    parts = [answer.get(name) or () for name in ("results", "groups")]
    return sum(map(len, parts)) or int("document" in answer or "title" in answer)


def test_each_question_is_one_request_of_few_queries(
    demo,  # noqa: F811
    reader,
    django_assert_max_num_queries,
):
    assert len(REQUESTS) >= 44
    answered = {}
    for request in REQUESTS:
        empty_cache()
        with django_assert_max_num_queries(6):
            response = reader.get(f"/api/v1/{request}")
        assert response.status_code == 200, (request, response.content[:300])
        answered[request] = found_in(orjson.loads(response.content))
    # The demo archive states no venue, no session and no document.
    silent = [request for request, answer in answered.items() if not answer]
    assert len(answered) - len(silent) >= 30, silent
