"""What all views share."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from api.snapshot_read import answer


class OneRepresentation(BaseContentNegotiation):
    """JSON for every Accept header. Views with other formats check Accept themselves."""

    def select_parser(self, request: HttpRequest, parsers: Any) -> None:
        return None

    def select_renderer(
        self, request: HttpRequest, renderers: Any, format_suffix: Any = None
    ) -> Any:
        return renderers[0], renderers[0].media_type


class ReadView(APIView):
    """A public endpoint: readable by everybody, and the same for everybody."""

    permission_classes = [AllowAny]
    content_negotiation_class = OneRepresentation
    http_method_names = ["get", "head", "options"]
    reads_one_state = True  # False for a view that does not read the archive, or that waits

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Without Vary. A view that looks at Accept adds it."""
        return {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.reads_one_state or request.method == "OPTIONS":
            return super().dispatch(request, *args, **kwargs)
        return answer(lambda: super(ReadView, self).dispatch(request, *args, **kwargs))

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """The methods, and nothing about the implementation."""
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})
