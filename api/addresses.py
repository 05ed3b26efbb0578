"""Absolute addresses, built from the configured origins and never from a request."""

from urllib.parse import quote as percent_encode

from django.conf import settings
from django.urls import reverse

from archive.addresses import API_ROOT, api_url, page_url

__all__ = ["API_ROOT", "api_url", "file_url", "media_url", "page_url", "record_url"]


def record_url(plural: str, key: str) -> str:
    """The address of a record on the front end: "https://www.example/quotes/words/"."""
    return f"{settings.FRONTEND_ORIGIN}/{plural}/{percent_encode(key)}/"


def media_url(url: str) -> str:
    """An address of media: absolute already, or on this server."""
    return url if "://" in url else f"{settings.API_ORIGIN}{url}"


def file_url(document) -> str:
    """Where a document's file is downloaded."""
    path = reverse("wagtaildocs_serve", args=[document.pk, document.filename])
    return f"{settings.API_ORIGIN}{path}"
