"""Previews in a front end: opened in the admin with a code, read with a token.

A preview is what the admin itself would show the same person at the same address now. So a token
names that address, and reading it asks the admin's own view again: its permissions, its forms and
its revisions decide.
"""

import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.messages import MessageFailure
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve
from django.utils import timezone
from wagtail.admin.models import FormState

from cms.models.preview import EndedPreviews, PreviewCode

SALT = "plenary.preview"
LONGEST = 30 * 60  # seconds that a token lasts
SKEW = 60  # seconds that the clocks of two machines may differ: no token is of tomorrow
CODE_LASTS = timedelta(minutes=1)


class DraftRequest(HttpRequest):
    """A request of the admin's own for the draft that an address shows, as one person sees it."""

    def __init__(self, path: str, user: Any) -> None:
        super().__init__()
        address = urlsplit(settings.API_ORIGIN)
        self.method = "GET"
        self.path = self.path_info = path
        self.user = user
        self.draft: Any = None
        self.in_preview_panel = self.is_preview = self.is_editing = False
        self.META = {
            "HTTP_HOST": address.netloc,
            "HTTP_X_REQUESTED_WITH": "XMLHttpRequest",  # a refusal is raised, and no page is made
            "wsgi.url_scheme": address.scheme,
        }

    def _get_scheme(self) -> str:
        return self.META["wsgi.url_scheme"]


@dataclass(frozen=True)
class Ticket:
    """What a token says: who may read the draft at which address of the admin, in which front end.

    `revision` is the newest one when the preview was opened, 0 when there was none yet, and None
    where the address says which.
    """

    user: int
    path: str
    revision: int | None
    front_end: str
    panel: bool
    opened_at: float

    @property
    def origin(self) -> str:
        """The origin of the front end; empty when it is no longer one of ours."""
        return origin_of(settings.PREVIEW_FRONTENDS.get(self.front_end, ""))

    @property
    def ends_at(self) -> datetime:
        return datetime.fromtimestamp(self.opened_at + LONGEST, UTC)


def front_ends() -> list[tuple[str, str]]:
    """The front ends to choose from, as Wagtail's modes of a preview."""
    return [(name, name) for name in settings.PREVIEW_FRONTENDS]


def origins() -> set[str]:
    """Every origin that may read previews in a browser."""
    return set(map(origin_of, settings.PREVIEW_FRONTENDS.values()))


def origin_of(address: str) -> str:
    """ "https://www.example.org"; empty for an address without a host."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def opened(record: Any, request: HttpRequest, mode: str, *, is_editing: bool) -> HttpResponse:
    """Leads to the front end `mode`, with a code that opens the draft that `request` asks for."""
    address = settings.PREVIEW_FRONTENDS.get(mode)
    if address is None:
        raise PermissionDenied
    user: Any = request.user
    match = request.resolver_match
    says_which = is_editing or (match is not None and "revision_id" in match.kwargs)
    ticket = Ticket(
        user=user.pk,
        path=request.path,
        revision=None if says_which else record.latest_revision_id or 0,
        front_end=mode,
        panel=request.GET.get("in_preview_panel") == "true",
        opened_at=time.time(),
    )
    code = secrets.token_urlsafe(32)
    PreviewCode.objects.filter(made_at__lt=timezone.now() - CODE_LASTS).delete()
    PreviewCode.objects.create(digest=_digest(code), ticket=ticket.__dict__)
    response = HttpResponseRedirect(f"{address}#code={code}")
    response.headers["Cache-Control"] = "no-store"
    return response


def exchange(code: str, origin: str | None) -> tuple[str, Ticket] | None:
    """A token for a code that nobody has used; None when there is no such code."""
    waiting = PreviewCode.objects.filter(
        digest=_digest(code), made_at__gte=timezone.now() - CODE_LASTS
    )
    row = waiting.first()
    if row is None:
        return None
    ticket = Ticket(**row.ticket)
    used, _each = PreviewCode.objects.filter(digest=row.digest).delete()
    if not used or not is_valid(ticket, origin):
        return None
    return signing.dumps(row.ticket, salt=SALT), ticket


def signed(token: str) -> Ticket | None:
    """What a token says, from its signature alone: it may open nothing any more."""
    try:
        return Ticket(**signing.loads(token, salt=SALT, max_age=LONGEST))
    except (signing.BadSignature, TypeError):
        return None


def ticket_of(token: str, origin: str | None) -> Ticket | None:
    """What a token says, while it is one of ours, in time, and its owner is still signed in."""
    ticket = signed(token)
    return ticket if ticket and is_valid(ticket, origin) else None


def is_valid(ticket: Ticket, origin: str | None) -> bool:
    """Whether the owner of `ticket` may still preview, in the browser of this origin."""
    if not ticket.origin or origin not in (None, ticket.origin):
        return False
    if not -SKEW <= time.time() - ticket.opened_at <= LONGEST:
        return False
    opened_at = datetime.fromtimestamp(ticket.opened_at, UTC)
    if EndedPreviews.objects.filter(user=ticket.user, ended_at__gte=opened_at).exists():
        return False
    return get_user_model().objects.filter(pk=ticket.user, is_active=True).exists()


def version_of(ticket: Ticket) -> str:
    """Another word whenever a form of the owner has changed since."""
    states = FormState.objects.filter(user=ticket.user).order_by("-last_updated_at")
    newest = states.values_list("last_updated_at", flat=True).first()
    return f"{ticket.path} {ticket.revision} {newest}"


def request_of(ticket: Ticket) -> DraftRequest:
    """The request that the owner of `ticket` would make at its address."""
    request = DraftRequest(ticket.path, get_user_model().objects.get(pk=ticket.user))
    request.in_preview_panel = ticket.panel
    return request


def draft_of(ticket: Ticket) -> tuple[Any, DraftRequest] | None:
    """The record as the admin shows it to the owner of `ticket`, or None when it does not."""
    request = request_of(ticket)
    try:
        match = resolve(ticket.path)
        match.func(request, *match.args, **match.kwargs)
    except (Http404, PermissionDenied, MessageFailure):
        return None
    record = request.draft
    if record is None or ticket.revision not in (None, record.latest_revision_id or 0):
        return None
    return record, request


def end_previews(sender: Any, user: Any, **kwargs: Any) -> None:
    """A receiver of `user_logged_out`."""
    if user is not None:
        EndedPreviews.objects.update_or_create(user=user, defaults={"ended_at": timezone.now()})


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
