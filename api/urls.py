"""Every public URL. Lists and documents follow the registry."""

from django.urls import path, re_path

from api.changes.stream import StreamView
from api.changes.views import ChangesView
from api.documentation import views as docs
from api.oai.view import OaiView
from api.openapi.formats import describe_machines, described_format, described_list_format
from api.openapi.request_bodies import describe_posting
from api.openapi.schema import describe_others, described_detail, described_list, described_past
from api.openapi.stream import describe_stream
from api.openapi.views import OpenApiView
from api.search.views import SearchView, SuggestView
from api.views.health import LiveView, ReadyView
from api.views.linkset import LinksetView
from api.views.machines import LlmsView, SitemapPartView, SitemapView
from api.views.media import document, media
from api.views.metrics import MetricsView
from api.views.newsletter import NewsletterView
from api.views.oembed import OembedView
from api.views.preview import PreviewView
from api.views.resolve import ResolveView
from api.views.site import IndexView, SiteView
from archive.registry import registry

describe_others()
describe_posting()
describe_machines()
describe_stream()

urlpatterns = [
    path("api/v1/", IndexView.as_view(), name="api-index"),
    path("api/v1/site/", SiteView.as_view(), name="api-site"),
    path("api/v1/changes/", ChangesView.as_view(), name="api-changes"),
    path("api/v1/changes/stream/", StreamView.as_view(), name="api-stream"),
    path("api/v1/search/", SearchView.as_view(), name="api-search"),
    path("api/v1/search/suggest/", SuggestView.as_view(), name="api-suggest"),
    path("api/v1/resolve/", ResolveView.as_view(), name="api-resolve"),
    path("api/v1/newsletter/", NewsletterView.as_view(), name="api-newsletter"),
    path("api/v1/preview/", PreviewView.as_view(), name="api-preview"),
    path("api/v1/oembed/", OembedView.as_view(), name="api-oembed"),
    path("api/v1/linkset/", LinksetView.as_view(), name="api-linkset"),
    path("api/v1/sitemap.xml", SitemapView.as_view(), name="api-sitemap"),
    path(
        "api/v1/sitemap-<positive:number>.xml", SitemapPartView.as_view(), name="api-sitemap-part"
    ),
    path("api/v1/llms.txt", LlmsView.as_view(), name="api-llms"),
    path("api/v1/openapi.json", OpenApiView.as_view(), name="api-openapi"),
    path("api/v1/docs/", docs.FirstPageView.as_view(), name="api-docs"),
    path("api/v1/docs/schemas/", docs.SchemasView.as_view(), name="api-docs-schemas"),
    path("api/v1/docs/reference/<slug:tag>/", docs.ReferenceView.as_view(), name="api-docs-tag"),
    path("api/v1/docs/pictures/<str:name>", docs.PictureView.as_view(), name="api-docs-picture"),
    path("api/v1/docs/<path:name>/", docs.GuideView.as_view(), name="api-docs-guide"),
    path("api/v1/oai/", OaiView.as_view(), name="api-oai"),
    path("health/live", LiveView.as_view(), name="health-live"),
    path("health/ready", ReadyView.as_view(), name="health-ready"),
    path("health/metrics", MetricsView.as_view(), name="health-metrics"),
    path("media/<path:path>", media, name="media"),
    # Before Wagtail's own view, whose route name it takes.
    re_path(r"^documents/(\d+)/(.*)$", document),
]

for resource in registry:
    if resource.kind == "site":
        continue
    plural = resource.plural
    urlpatterns += [
        path(f"api/v1/{plural}/", described_list(resource), name=f"api-{plural}-list"),
        path(
            f"api/v1/{plural}.<str:suffix>",
            described_list_format(resource),
            name=f"api-{plural}-list-format",
        ),
        path(
            f"api/v1/{plural}/<str:key>.<str:suffix>",
            described_format(resource),
            name=f"api-{plural}-format",
        ),
        path(
            f"api/v1/{plural}/<str:key>/", described_detail(resource), name=f"api-{plural}-detail"
        ),
        *(
            path(f"api/v1/{plural}/<str:key>/{past}/", view, name=f"api-{plural}-{name}")
            for past, name, view in described_past(resource)
        ),
    ]
