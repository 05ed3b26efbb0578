"""Two people at one form see where the other one is.

The form sends the panel that has the focus with Wagtail's ping, and gets those of the others. The
script `cms/static/cms/places.js` shows them.
"""

import json
import re
from typing import Any

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.models import EditingSession
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.editing_sessions import ping as wagtail_ping

from cms.models import EditingPlace

PANEL = re.compile(r"(?=.{1,100}\Z)(?:panel-child|block)-[\w-]+", re.ASCII)
YOU = "You, in another window,"


@require_POST
@transaction.atomic
def ping(request: HttpRequest, **kwargs: Any) -> JsonResponse:
    """Wagtail's answer, with the place of each person who has the same form open."""
    response = wagtail_ping(request, **kwargs)
    if response.status_code != 200:
        return response
    answer = json.loads(response.content)
    session = EditingSession.objects.get(pk=answer["session_id"])
    note(session, request.POST.get("panel", ""))
    return JsonResponse({**answer, "places": places_beside(session)})


def note(session: EditingSession, panel: str) -> None:
    """An empty panel is a form that nobody has touched. One that is no name of a panel is, too."""
    if PANEL.fullmatch(panel):
        EditingPlace.objects.bulk_create(
            [EditingPlace(session=session, panel=panel)],
            update_conflicts=True,
            unique_fields=["session"],
            update_fields=["panel"],
        )


def places_beside(session: EditingSession) -> list[dict[str, str]]:
    """One place for each other person, that of the window which was there last. A window of one's
    own counts while it holds something that is not saved, as in Wagtail's list."""
    others = EditingSession.objects.available().filter(
        content_type=session.content_type_id, object_id=session.object_id
    )
    places = (
        EditingPlace.objects.filter(session__in=others.exclude(pk=session.pk))
        .select_related("session__user__wagtail_userprofile")
        .order_by("session__last_seen_at")
    )
    here = session.user
    by_user = {
        place.session.user: place.panel
        for place in places
        if place.session.user != here or place.session.is_editing
    }
    return [
        {"who": YOU if user == here else get_user_display_name(user), "panel": panel}
        for user, panel in by_user.items()
    ]


admin_ping = require_admin_access(ping)
# It writes no content, so it waits for nobody who saves, and nobody for it.
admin_ping.writes_by_itself = True
