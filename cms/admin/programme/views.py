"""What the form of an event asks while an editor types names or pastes rows."""

from datetime import date
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, JsonResponse, QueryDict
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Locale
from wagtail.permissions import policy_registry

from cms.admin.choosers import save_first_version
from cms.admin.dates import days_of
from cms.dates.extended import MAX_EDTF_LENGTH
from cms.dates_in_words import UnreadableDate, read
from cms.models import CustomDocument, Person

from .names import NameIndex, read_line
from .reading import MOST_PASTED_ROWS, read_people, read_programme

MODELS: dict[str, Any] = {"person": Person, "document": CustomDocument}
MOST_OFFERS = 8
MOST_LETTERS = 200_000


def records_for(request: HttpRequest, kind: str) -> Any:
    """The records that this editor may choose. Refuses whoever may choose none."""
    if kind not in MODELS:
        raise BadRequest("kind: it is person or document.")
    policy = policy_registry.get_by_type(MODELS[kind])
    actions = ["add", "change", "choose"]
    if not policy.user_has_any_permission(request.user, actions):
        raise PermissionDenied
    return policy.instances_user_has_any_permission_for(request.user, actions)


def _names(request: HttpRequest, kind: str) -> NameIndex:
    code = _text(request.POST, "locale") or _text(request.GET, "locale")
    locale = Locale.objects.filter(language_code=code).first()
    return NameIndex(records_for(request, kind), locale)


def _text(values: QueryDict, name: str) -> str:
    """What was sent, without the one letter that no database stores."""
    return values.get(name, "")[:MOST_LETTERS].replace("\0", "")


def _lines(request: HttpRequest) -> list[str]:
    lines = _text(request.POST, "lines").splitlines()
    return [line.strip() for line in lines if line.strip()][:MOST_PASTED_ROWS]


@require_GET
def offers(request: HttpRequest) -> JsonResponse:
    """`{"offers": ["Ada Lovelace"]}`: what begins or goes on as somebody types."""
    words = _text(request.GET, "q").split()[:6]
    names = _names(request, request.GET.get("kind", ""))
    records = names.records
    for word in words:
        records = records.filter(**{f"{names.field}__icontains": word})
    matches = list(records.order_by(names.field, "pk")[:MOST_OFFERS]) if words else []
    names.load([record.title for record in matches], [record.pk for record in matches])
    return JsonResponse({"offers": [names.line(record) for record in matches]})


@require_POST
def known_names(request: HttpRequest) -> JsonResponse:
    """For each line: its record, as Plenary writes it, or several that have the name, or none."""
    names, lines = _names(request, request.POST.get("kind", "")), _lines(request)
    names.load(lines)
    return JsonResponse({"lines": [_known_name(line, names) for line in lines]})


def _known_name(line: str, names: NameIndex) -> dict[str, Any]:
    matches = names.matches(line)
    capacity = read_line(line).capacity
    return {
        "line": line,
        "name": read_line(line).name,
        "offers": [names.line(record, capacity) for record in matches],
        "pk": matches[0].pk if len(matches) == 1 else None,
    }


@require_POST
def make_people(request: HttpRequest) -> JsonResponse:
    """Make a person of each name that the archive does not have."""
    if not policy_registry.get_by_type(Person).user_has_permission(request.user, "add"):
        raise PermissionDenied
    names, lines = _names(request, "person"), _lines(request)
    names.load(lines)
    missing = dict.fromkeys(read_line(line).name for line in lines if not names.matches(line))
    with transaction.atomic():  # so that all are published at once
        for name in missing:
            person = Person(name=name[:255], locale=names.locale or Locale.get_default())
            save_first_version(person, request)
    return JsonResponse({"made": len(missing)})


@require_POST
def rows(request: HttpRequest) -> JsonResponse:
    """The rows of a pasted table: `{"rows": […], "notes": ["Row 2: “noon” is not a time."]}`."""
    text = _text(request.POST, "text")
    names = _names(request, "person")
    if request.POST.get("table") == "appearances":
        reading = read_people(text, names)
        reading.rows = [row | _known_name(row["line"], names) for row in reading.rows]
    else:
        day = _day(request.POST.get("day", ""))
        first = first_day_of(request.POST.get("when", "")) or day
        reading = read_programme(text, day or first, first, names)
    return JsonResponse({"rows": reading.rows, "notes": reading.notes})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def first_day_of(text: str) -> date | None:
    """The first day of an event from the words of its date."""
    try:
        days = days_of(read(text[:MAX_EDTF_LENGTH]))
    except UnreadableDate:
        return None
    return days[0] if days else None
