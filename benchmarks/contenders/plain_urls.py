"""The viewset, and Wagtail's APIs in versions 2 and 3, at the addresses their manuals give."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter
from rest_framework.serializers import ListField
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.v3.urls import api as version_3

from cms.models import EventPage, EventQuote, EventReference, EventTheme, Partnership
from contenders.viewset import EventViewSet

FACTS = ("code", "title_stated", "ordinal", "event_kind", "start", "end", "summary")
PARTS = {
    "partnerships": (Partnership, ("partner", "role")),
    "event_quotes": (EventQuote, ("quote",)),
    "event_themes": (EventTheme, ("theme",)),
    "event_references": (EventReference, ("reference",)),
}
EventPage.api_fields = [
    *(APIField(name) for name in (*FACTS, "series", "organiser", "venue", *PARTS)),
    # Blocks of this site say how they look in its own API; here they are as they are stored.
    APIField("body", serializer=ListField(source="body.raw_data")),
]
for model, names in PARTS.values():
    fields = [APIField(name) for name in names]
    model.api_fields = fields  # type: ignore[attr-defined]

router = DefaultRouter()
router.register("events", EventViewSet)
version_2 = WagtailAPIRouter("wagtailapi")
version_2.register_endpoint("pages", PagesAPIViewSet)

urlpatterns = [
    path("drf/", include(router.urls)),
    path("api/v2/", version_2.urls),
    path("api/v3/", version_3.urls),
]
