"""What the admin's pages may load."""

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def directives(answer) -> dict[str, list[str]]:
    policy = answer.headers["Content-Security-Policy"]
    rows = [part.split() for part in policy.split(";")]
    return {row[0]: row[1:] for row in rows}


def test_an_admin_page_loads_and_sends_nothing_elsewhere(editor, settings):
    settings.PREVIEW_FRONTENDS = {"New": "https://new.test/preview/"}

    policy = directives(editor.get(reverse("wagtailadmin_home")))

    assert policy["default-src"] == ["'none'"]
    assert policy["frame-src"] == ["'self'", "https://new.test"]
    for name in ("connect-src", "form-action", "frame-ancestors", "media-src"):
        assert policy[name] == ["'self'"]
    assert not {"'unsafe-eval'", "*", "https:"} & {
        source for row in policy.values() for source in row
    }


def test_the_login_has_it_too_and_the_api_keeps_its_own(reader, client):
    assert directives(client.get(reverse("wagtailadmin_login")))["default-src"] == ["'none'"]
    assert directives(reader.get("/api/v1/"))["frame-ancestors"] == ["'none'"]
