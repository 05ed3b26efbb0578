"""The addresses of what is public, built from the configured origins and never from a request."""

from urllib.parse import quote as percent_encode

from django.conf import settings

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
