"""Whether an editor is still signed in, for the form that is open."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache

from .copies import key_for


@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """The CSRF token of the session, and the key of the copies of forms in the browser.

    Who is signed out gets a 403, as from all of the admin.
    """
    user: Any = request.user
    return JsonResponse({"token": get_token(request), "user": user.pk, "key": key_for(user)})
