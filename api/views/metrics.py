"""Metrics for Prometheus, for clients with the token."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST

from api.metrics import exposition
from api.views.base import ReadView


class MetricsView(ReadView):
    """404 unless METRICS_TOKEN is set and the request has it."""

    reads_one_state = False
    schema = None  # for monitors, which know the format

    def get(self, request: HttpRequest) -> HttpResponse:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if (
            not settings.METRICS_TOKEN
            or scheme.lower() != "bearer"
            or not constant_time_compare(token, settings.METRICS_TOKEN)
        ):
            raise Http404
        return HttpResponse(
            exposition(), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
        )
