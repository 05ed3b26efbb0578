"""The settings of the API: limits, CORS, Django REST framework and the OpenAPI schema."""

from cms.settings.environment import boolean, domain, env, number, rate
from cms.text.numbers import LARGEST

# Each request that waits for changes holds a thread. Leave some threads for other requests.
API_MAX_WAITING = number("API_MAX_WAITING", default=16)
# Megabytes for known answers in each process. With 0 none is kept.
API_FAST_PATH_MB = number("API_FAST_PATH_MB", default=64)
# Whether documents and plain lists are read before Django.
API_DIRECT_READS = boolean("API_DIRECT_READS", default=True)
# Milliseconds for which a known answer may be outdated. With SQLite it never is.
API_HEAD_LAG = number("API_HEAD_LAG", default=20)
# Seconds for which a cache may answer by itself. After them a withdrawal is effective everywhere.
API_MAX_AGE = number("API_MAX_AGE", default=5)
# The domain name in the identifiers of OAI-PMH. It stays when the host changes. Empty: the host.
OAI_NAMESPACE = domain("OAI_NAMESPACE")
# Requests of one client in a number of seconds. Empty for no limit.
API_RATE_LIMIT = rate("API_RATE_LIMIT", "600/60")
# Endpoints that accept writes set their own headers: a preview allows only its front ends.
CORS_URLS_REGEX = r"^/(api(?!/v1/(preview|newsletter)/)|media|documents)/"
# The function that subscribes a reader, and how often one client may call it.
API_NEWSLETTER = "home.newsletter.ask"
NEWSLETTER_RATE_LIMIT = rate("NEWSLETTER_RATE_LIMIT", "10/3600")
# Days after which an unconfirmed address is deleted.
NEWSLETTER_RETENTION_DAYS = number("NEWSLETTER_RETENTION_DAYS", default=7)
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = False
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = [
    "accept", "accept-datetime", "authorization", "cache-control", "content-type", "if-match",
    "if-modified-since", "if-none-match", "if-unmodified-since", "last-event-id", "x-request-id",
]  # fmt: skip
CORS_PREFLIGHT_MAX_AGE = 86_400

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["cms.admin.access.MayEnterAdmin"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.http.errors.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Plenary API",
    "DESCRIPTION": "Conference series and their archives, as JSON, for reading.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVERS": [{"url": "/", "description": "This server"}],
    "ENUM_NAME_OVERRIDES": {
        "EventKind": "cms.vocabularies.EventKind.choices",
        "PartnerKind": "cms.vocabularies.PartnerKind.choices",
        "ReferenceKind": "cms.vocabularies.ReferenceKind.choices",
        "DocumentKind": "cms.vocabularies.DocumentKind.choices",
        "ImageKind": "cms.vocabularies.ImageKind.choices",
        "ProgrammeItemKind": "cms.vocabularies.ProgrammeItemKind.choices",
        "CallToActionKind": "cms.vocabularies.CallToActionKind.choices",
    },
    "PATH_CONVERTER_OVERRIDES": {"positive": {"type": "integer", "minimum": 1, "maximum": LARGEST}},
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": True,
    "SORT_OPERATIONS": False,
    # Its check would describe the URLs of the admin. `manage.py openapi --check` checks the API.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

# The token for the metrics. Without a token nobody can read them.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
