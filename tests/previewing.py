"""Previews as an editor opens them and as a front end reads them."""

from typing import Any
from urllib.parse import urldefrag

from django.test import Client
from django.urls import reverse

PREVIEW = "/api/v1/preview/"
ORIGIN = "https://www.test"


def edit_url(record: Any) -> str:
    """The admin's address for the draft that is being typed."""
    if hasattr(record, "snippet_viewset"):
        return reverse(record.snippet_viewset.get_url_name("preview_on_edit"), args=[record.pk])
    return reverse("wagtailadmin_pages:preview_on_edit", args=[record.pk])


def draft_url(page: Any) -> str:
    """The admin's address for the newest saved draft of a page."""
    return reverse("wagtailadmin_pages:view_draft", args=[page.pk])


def code_from(admin: Client, url: str) -> str:
    """The code with which the admin leads to the front end."""
    response = admin.get(url)
    assert response.status_code == 302, response.content[:500]
    address, code = urldefrag(response.headers["Location"])
    assert address == f"{ORIGIN}/preview/", address
    return code.removeprefix("code=")


def exchange(reader: Client, code: str, origin: str = ORIGIN):
    return reader.post(
        PREVIEW, {"code": code}, content_type="application/json", headers={"origin": origin}
    )


def token_for(admin: Client, reader: Client, url: str) -> str:
    return exchange(reader, code_from(admin, url)).json()["token"]


def read(reader: Client, token: str, **headers: str):
    return reader.get(
        PREVIEW, headers={"authorization": f"Bearer {token}", "origin": ORIGIN, **headers}
    )
