"""How Plenary reads a date, for the form that asks while an editor types."""

from datetime import date, timedelta

from django.http import HttpRequest, JsonResponse

from cms.dates.extended import MAX_EDTF_LENGTH, ExtendedDate
from cms.dates_in_words import UnreadableDate, describe, read_around
from cms.vocabularies import Precision

MOST_DAYS = 31


def read_dates(request: HttpRequest) -> JsonResponse:
    """`{"text": "Read as January 2012, known to the month.", "is_date": true}`."""
    try:
        reading, is_part = read_around(request.GET.get("text", "")[:MAX_EDTF_LENGTH])
    except UnreadableDate as refusal:
        return JsonResponse({"text": str(refusal), "is_date": False, "days": []})
    days = [day.isoformat() for day in days_of(reading)]
    return JsonResponse({"text": describe(reading, is_part=is_part), "is_date": True, "days": days})


def days_of(reading: ExtendedDate) -> list[date]:
    """The days of an event, at most a month. None when the date is not known to the day."""
    if reading.days:
        return [*reading.days][:MOST_DAYS]
    is_known = not reading.qualifier and not reading.open
    if reading.precision != Precision.DAY or reading.start is None or not is_known:
        return []
    length = (reading.end or reading.start) - reading.start
    return [reading.start + timedelta(days=n) for n in range(min(length.days + 1, MOST_DAYS))]
