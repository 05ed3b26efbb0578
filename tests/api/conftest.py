"""A reader of the public API."""

import pytest
from django.test import Client


@pytest.fixture
def reader() -> Client:
    """Somebody outside, without a cookie, who asks for the public origin."""
    return Client(headers={"host": "api.test"}, raise_request_exception=False)
