"""What holds in every environment."""

import zoneinfo

from django.utils.functional import SimpleLazyObject

from cms.settings.environment import (
    BASE_DIR,
    addresses,
    boolean,
    database,
    env,
    folder,
    media_storage,
    networks,
    number,
    origin,
    rate,
    replica,
)

PORT = number("PORT", default=8000)
FRONTEND_PORT = number("FRONTEND_PORT", default=8001)

# The public addresses of this server and of the front end that readers see. Every URL in a
# document is built from them, and never from a request.
API_ORIGIN = origin("API_ORIGIN", f"http://localhost:{PORT}")
FRONTEND_ORIGIN = origin("FRONTEND_ORIGIN", f"http://localhost:{FRONTEND_PORT}")
# Where drafts are shown, by the name that editors choose it by. The first is the usual one.
PREVIEW_FRONTENDS = addresses("PREVIEW_FRONTENDS", {"Site": f"{FRONTEND_ORIGIN}/preview/"})

# Content types come first: what goes through all tables in this order meets them in time.
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "home",
    "webhooks",
    "exports",
    "tables",
    "importer",
    "api",
    "archive",
    "cms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_countries",
    "django_tasks",
    "django_tasks_db",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "corsheaders",
    "axes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

# The API's own middleware is the first: it answers for everything under /api/, and the session
# and the login never see a request of the API.
MIDDLEWARE = [
    "api.http.middleware.ApiMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "archive.admin.atomic_writes.AtomicWrites",
    "cms.admin.policy.AdminPolicyMiddleware",
    "cms.admin.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "api.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# -- Data ----------------------------------------------------------------------------------------

DATABASES = {"default": database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A write transaction takes its lock when it begins, so that two of them wait and never fail.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["ENGINE"] = "cms.postgresql"
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = 3
    # Milliseconds for a machine that is gone: without them a query waits for a quarter hour.
    DATABASES["default"]["OPTIONS"]["tcp_user_timeout"] = 3000
    # How much a word must resemble another one to be taken for a slip of it.
    DATABASES["default"]["OPTIONS"]["options"] = "-c pg_trgm.word_similarity_threshold=0.45"
# A standby of that server: what is public is read there while it has all that the primary shows.
if env.str("REPLICA_URL", default="").strip():
    DATABASES["replica"] = replica("REPLICA_URL", DATABASES["default"])
    DATABASE_ROUTERS = ["api.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": env.cache_url_config(env.str("CACHE_URL", default="").strip() or "locmemcache://")
}
if "redis" in CACHES["default"]["BACKEND"].lower():
    # A cache may fail: then its work is done anew, and nobody waits for it.
    CACHES["default"]["OPTIONS"] = {
        **CACHES["default"].get("OPTIONS", {}),
        "IGNORE_EXCEPTIONS": True,
        "SOCKET_CONNECT_TIMEOUT": 0.5,
        "SOCKET_TIMEOUT": 0.5,
    }

# Wagtail's own tasks are small, and what follows them relies on them. Ours may take a minute: they
# are left to `manage.py db_worker --backend worker`, where one runs, else to the sweep.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "worker": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
WORKER = boolean("WORKER", default=False)

# A cache before the server that takes PURGE, and is told of what changes; empty for none.
FRONTEND_CACHE_URL = env.str("FRONTEND_CACHE_URL", default="").strip()
WAGTAILFRONTENDCACHE = (
    {
        "default": {
            "BACKEND": "webhooks.frontend_cache.PurgingCache",
            "LOCATION": FRONTEND_CACHE_URL,
        }
    }
    if FRONTEND_CACHE_URL
    else {}
)
# Private networks that webhooks may be sent to, beside the public internet.
WEBHOOK_NETWORKS = networks("WEBHOOK_NETWORKS")

# -- Files ---------------------------------------------------------------------------------------

# Where uploads are kept: a folder of this machine, or a private bucket that all machines share.
STORAGES = {
    "default": media_storage(),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = folder("MEDIA_ROOT", BASE_DIR / "media")
MEDIA_URL = "/media/"
# Exports that were asked for in the admin. No web server hands this folder out.
EXPORT_ROOT = folder("EXPORT_ROOT", BASE_DIR / "var" / "exports")
STATIC_ROOT = BASE_DIR / "static"
STATIC_URL = "/static/"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # an edition with a long programme has many fields

# -- People --------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Counted for a name and an address together: nobody locks another out of their account.
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 0.25
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "cms.network.client_address"
TRUSTED_PROXY_COUNT = number("TRUSTED_PROXY_COUNT", default=0)

# -- Mail ----------------------------------------------------------------------------------------

EMAIL_IS_CHOSEN = True  # only production can do without being told where mail goes
EMAIL_TIMEOUT = 10  # seconds: a mail server that hangs holds nobody else's mail up

# -- Language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fr", "French"), ("de", "German")]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# -- Wagtail -------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Plenary"
# No browser knows these two, which some machines have. Only the account page reads the zones.
WAGTAIL_USER_TIME_ZONES = SimpleLazyObject(
    lambda: sorted(zoneinfo.available_timezones() - {"Factory", "localtime"})
)
WAGTAILADMIN_BASE_URL = API_ORIGIN
WAGTAIL_I18N_ENABLED = True
WAGTAIL_AUTO_UPDATE_PREVIEW_INTERVAL = 100  # milliseconds without another letter
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_IMAGE_MODEL = "cms.CustomImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "cms.CustomDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "epub", "json", "md", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip",
]  # fmt: skip
# Said here and not looked up in tables of the machine, so that documents are the same everywhere.
WAGTAILDOCS_CONTENT_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "json": "application/json",
    "md": "text/markdown",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
# "public" holds what readers search: stems, made here, which no database may cut once more.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "cms.search_backend"},
    "public": {
        "BACKEND": "archive.search.backend",
        "AUTO_UPDATE": False,
        "SEARCH_CONFIG": "simple",
    },
}

# -- API -----------------------------------------------------------------------------------------

# Requests that wait for news hold a thread each: fewer than the server has, so that others go on.
API_MAX_WAITING = number("API_MAX_WAITING", default=16)
# Megabytes of each process for answers that are known; 0 asks Django every time.
API_FAST_PATH_MB = number("API_FAST_PATH_MB", default=64)
# Milliseconds by which a known answer may be behind a database server; SQLite is never behind.
API_HEAD_LAG = number("API_HEAD_LAG", default=20)
# Seconds for which a cache may answer by itself: what is withdrawn is gone everywhere after them.
API_MAX_AGE = number("API_MAX_AGE", default=5)
# Requests of one client in so many seconds; empty for no limit.
API_RATE_LIMIT = rate("API_RATE_LIMIT", "600/60")
# What takes more than reading answers for itself: a preview only to the front ends that show it.
CORS_URLS_REGEX = r"^/(api(?!/v1/(preview|newsletter)/)|media|documents)/"
# Who keeps the list of the newsletter, and how often one client may ask for it.
API_NEWSLETTER = "home.newsletter.ask"
NEWSLETTER_RATE_LIMIT = rate("NEWSLETTER_RATE_LIMIT", "10/3600")
# Days after which an address is forgotten whose owner has not confirmed it.
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
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": True,
    "SORT_OPERATIONS": False,
    # It would describe the admin's own addresses. `manage.py openapi --check` sees to ours.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

# Who may read the metrics of this server: nobody, where nothing is set.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# -- Logs ----------------------------------------------------------------------------------------

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
CONSOLE = {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "api.http.request_id.RequestIdFilter"}},
    "formatters": {
        "line": {"format": "%(levelname)s %(name)s [%(request_id)s] %(message)s"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
        },
    },
    "handlers": {"console": CONSOLE},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Requests have a line of their own, from "plenary.request"; these say each step of theirs.
    "loggers": {
        name: {"level": "WARNING"}
        for name in (
            "axes",
            "django.server",
            "django_tasks",
            "django_tasks_db",
            "modelsearch",
            "wagtail",
        )
    }
    | {"django.request": {"level": "ERROR"}, "bagit": {"level": "CRITICAL"}},
}
