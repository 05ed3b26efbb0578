"""Whether an editor is still signed in, for the form that is open."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache


@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """The CSRF token of the session. Who is signed out gets a 403, as from all of the admin."""
    return JsonResponse({"token": get_token(request)})
