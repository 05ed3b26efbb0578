"""How Plenary reads a date, for the form that asks while an editor types."""

from datetime import date, timedelta

from django.http import HttpRequest, JsonResponse

from cms.dates_in_words import DateReading, UnreadableDate, describe, read
from cms.vocabularies import Precision

MAX_LENGTH = 100
MOST_DAYS = 31


def read_dates(request: HttpRequest) -> JsonResponse:
    """`{"text": "Read as January 2012, known to the month.", "is_date": true}`."""
    try:
        reading = read(request.GET.get("text", "")[:MAX_LENGTH])
    except UnreadableDate as refusal:
        return JsonResponse({"text": str(refusal), "is_date": False, "days": []})
    days = [day.isoformat() for day in days_of(reading)]
    return JsonResponse({"text": describe(reading), "is_date": True, "days": days})


def days_of(reading: DateReading) -> list[date]:
    """The days of an event, at most a month. None when the date is not known to the day."""
    if reading.precision != Precision.DAY or reading.start is None:
        return []
    length = (reading.end or reading.start) - reading.start
    return [reading.start + timedelta(days=n) for n in range(min(length.days + 1, MOST_DAYS))]
