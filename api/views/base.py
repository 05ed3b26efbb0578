"""What all views share."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from api.snapshot_read import answer


class OneRepresentation(BaseContentNegotiation):
    """JSON for every Accept header: a reader who asks for something else is told what there is."""

    def select_parser(self, request, parsers):
        return None

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class ReadView(APIView):
    """A public address: for everybody, for reading, and the same for all."""

    permission_classes = [AllowAny]
    content_negotiation_class = OneRepresentation
    http_method_names = ["get", "head", "options"]
    reads_one_state = True  # a view that does not read, or that waits, says False

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Without Vary: a view that looks at Accept says so itself."""
        return {}

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not self.reads_one_state or request.method == "OPTIONS":
            return super().dispatch(request, *args, **kwargs)
        return answer(lambda: super(ReadView, self).dispatch(request, *args, **kwargs))

    def options(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:  # type: ignore[override]
        """The methods, and nothing about the inside."""
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})
