"""Absolute addresses, built from the configured origins and never from a request."""

from typing import Any
from urllib.parse import quote as percent_encode

from django.conf import settings
from django.urls import reverse

API_ROOT = "/api/v1/"


def api_url(plural: str, key: str) -> str:
    """The address of a document: "https://api.example/api/v1/events/WP1725/".

    The site has one address, and its key is a language: "https://api.example/api/v1/site/".
    """
    if plural == "site":
        query = "" if key == settings.LANGUAGE_CODE else f"?locale={percent_encode(key)}"
        return f"{settings.API_ORIGIN}{API_ROOT}site/{query}"
    return f"{settings.API_ORIGIN}{API_ROOT}{plural}/{percent_encode(key)}/"


def page_url(path: str) -> str:
    """The address of a page on the front end, from its path there."""
    return f"{settings.FRONTEND_ORIGIN}{percent_encode(path)}"


def record_url(plural: str, key: str) -> str:
    """The address of a record on the front end: "https://www.example/quotes/words/"."""
    return f"{settings.FRONTEND_ORIGIN}/{plural}/{percent_encode(key)}/"


def media_url(url: str) -> str:
    """An address of media: absolute already, or on this server."""
    return url if "://" in url else f"{settings.API_ORIGIN}{url}"


def file_url(document: Any) -> str:
    """Where a document's file is downloaded."""
    path = reverse("wagtaildocs_serve", args=[document.pk, document.filename])
    return f"{settings.API_ORIGIN}{path}"
