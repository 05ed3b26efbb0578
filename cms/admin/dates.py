"""How Plenary reads a date, for the form that asks while an editor types."""

from django.http import HttpRequest, JsonResponse

from cms.dates_in_words import UnreadableDate, describe, read

MAX_LENGTH = 100


def read_dates(request: HttpRequest) -> JsonResponse:
    """`{"text": "Read as January 2012, known to the month.", "is_date": true}`."""
    try:
        text = describe(read(request.GET.get("text", "")[:MAX_LENGTH]))
    except UnreadableDate as refusal:
        return JsonResponse({"text": str(refusal), "is_date": False})
    return JsonResponse({"text": text, "is_date": True})
