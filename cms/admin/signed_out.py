"""A form that arrives after its session has ended, from a browser without script.

With script `cms/static/cms/session.js` keeps the form open. Without it, the words would be gone.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from .access import is_of_admin

# What forms send beside words: tokens, buttons, numbers of rows, marks for order and deletion.
NO_WORDS = re.compile(
    r"csrfmiddlewaretoken|next|action-.*|.*password.*"
    r"|.*-(TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS|ORDER|DELETE|id|count|order|type|deleted)"
)


class SignedOutForms:
    """Shows the words of the form on the way to the sign-in, to be copied."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_refused = response.status_code == 302 and request.method == "POST"
        if not is_refused or not is_of_admin(request) or request.user.is_authenticated:
            return response
        if not response["Location"].startswith(f"{reverse('wagtailadmin_login')}?"):
            return response
        values = list(words_of(request))
        if not values:
            return response
        context = {"values": values, "sign_in": response["Location"]}
        return render(request, "cms/admin/signed_out.html", context, status=403)


def words_of(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """`("title", "The right to test")` for each field with words."""
    for name, values in request.POST.lists():
        if not NO_WORDS.fullmatch(name):
            text = "\n".join(filter(None, map(plain, values)))
            if text:
                yield name, text


def plain(value: str) -> str:
    """The words of a rich text, which comes as JSON. Any other value stays as it is."""
    try:
        content: Any = json.loads(value)
        return "\n".join(block["text"] for block in content["blocks"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return value
