"""Links in rich text."""

from typing import Any

import pytest

from frontend.rendering.rich_text import clean


class NoPages:
    def page_of_key(self, kind: str, key: str, url: str) -> None:
        return None


@pytest.mark.parametrize(
    ("href", "written"),
    [
        ("#context", '<a href="#context">words</a>'),
        ("https://a.test/#x", '<a href="https://a.test/#x" rel="noreferrer">words</a>'),
        ("../secret", "<a>words</a>"),
        ("//elsewhere.test/", "<a>words</a>"),
        ("javascript:alert(1)", "<a>words</a>"),
    ],
)
def test_a_link_leads_elsewhere_or_to_a_place_on_the_page(href, written):
    addresses: Any = NoPages()
    assert clean(f'<a href="{href}">words</a>', addresses) == written
