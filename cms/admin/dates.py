"""How a date in words is read, for the form that asks while it is typed."""

from django.http import HttpRequest, JsonResponse

from cms.dates_in_words import Unreadable, read, reading_in_words

LONGEST = 100


def read_dates(request: HttpRequest) -> JsonResponse:
    """`{"text": "Read as January 2012, known to the month.", "is_date": true}`."""
    try:
        text = reading_in_words(read(request.GET.get("words", "")[:LONGEST]))
    except Unreadable as refusal:
        return JsonResponse({"text": str(refusal), "is_date": False})
    return JsonResponse({"text": text, "is_date": True})
