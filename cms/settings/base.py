"""The settings of every environment."""

from cms.settings.api import *  # noqa: F403
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
    port,
    replica,
    store,
)
from cms.settings.logging import *  # noqa: F403
from cms.settings.wagtail import *  # noqa: F403

PORT = port("PORT", default=8000)
FRONTEND_PORT = port("FRONTEND_PORT", default=8001)
# The address that the servers of `make run` listen on.
HOST = env.str("HOST", default="").strip() or "127.0.0.1"

# The public origins of this server and of the front end. Every URL in a document is built from them
# and never from a request.
API_ORIGIN = WAGTAILADMIN_BASE_URL = origin("API_ORIGIN", f"http://localhost:{PORT}")
FRONTEND_ORIGIN = origin("FRONTEND_ORIGIN", f"http://localhost:{FRONTEND_PORT}")
# The front ends for previews, with the names that editors see. The first is the default.
PREVIEW_FRONTENDS = addresses("PREVIEW_FRONTENDS", {"Site": f"{FRONTEND_ORIGIN}/preview/"})

# Content types come first, because other tables refer to them.
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "home",
    "worker",
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
    "corsheaders",
    "axes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

# The API's middleware comes first. It answers everything under /api/, so no request of the API
# reaches the session or the login.
MIDDLEWARE = [
    "api.http.middleware.ApiMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.admin.sign_in.SignInGate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "cms.admin.typed_text.TypedText",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.admin.publish_warnings.PublishWarningsMiddleware",
    "archive.admin.atomic_writes.AtomicWrites",
    "cms.admin.content_security_policy.AdminPolicyMiddleware",
    "cms.admin.signed_out.SignedOutForms",
    "cms.admin.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
    "api.http.whole_answers.WholeAnswers",
]

# A cookie with messages would take up to 2 kB of the headers.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

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
    DATABASES["default"]["ENGINE"] = "cms.sqlite"
    # A write transaction takes its lock at the start, so that a second one waits and does not fail.
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
    # Milliseconds until a lost machine is noticed. The default is about 15 minutes.
    DATABASES["default"]["OPTIONS"]["tcp_user_timeout"] = 3000
    # How similar two words must be, so that one counts as a misspelling of the other.
    DATABASES["default"]["OPTIONS"]["options"] = "-c pg_trgm.word_similarity_threshold=0.45"
# A standby of that server. Public reads use it while it is up to date with the primary.
if env.str("REPLICA_URL", default="").strip():
    DATABASES["replica"] = replica("REPLICA_URL", DATABASES["default"])
    DATABASE_ROUTERS = ["api.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": env.cache_url_config(env.str("CACHE_URL", default="").strip() or "locmemcache://")
}
if "redis" in CACHES["default"]["BACKEND"].lower():
    # Plenary works without the cache when the cache fails, and does not wait for it.
    CACHES["default"]["OPTIONS"] = {
        **CACHES["default"].get("OPTIONS", {}),
        "IGNORE_EXCEPTIONS": True,
        "SOCKET_CONNECT_TIMEOUT": 0.5,
        "SOCKET_TIMEOUT": 0.5,
    }

# Wagtail's own tasks are small and run at once. Tasks of Plenary may take a minute. The worker does
# them, or the sweep when there is no worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "worker": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
WORKER = boolean("WORKER", default=False)

# With what the server needs for a large edition, words are saved a second after the last one.
WAGTAIL_AUTOSAVE_INTERVAL = 300  # milliseconds

# A cache in front of the server that understands PURGE. Empty for none.
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
# Private networks that webhooks may connect to, besides the public internet.
WEBHOOK_NETWORKS = networks("WEBHOOK_NETWORKS")

# -- Files ---------------------------------------------------------------------------------------

# Uploads are in a folder of this machine, or in a private bucket that all machines share.
S3 = store()
STORAGES = {
    "default": media_storage(S3),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = folder("MEDIA_ROOT", BASE_DIR / "media")
MEDIA_URL = "/media/"
# Exports from the admin. No web server serves this folder.
EXPORT_ROOT = folder("EXPORT_ROOT", BASE_DIR / "var" / "exports")
STATIC_ROOT = BASE_DIR / "static"
STATIC_URL = "/static/"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long programme has many fields

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
PASSWORD_HASHERS = ["cms.requests.hashing.GivingWayHasher"]
# Failures are counted for a user name and an address together, so that one address cannot lock out
# another user. The larger number is for one address with many names, and for one name at many.
AXES_HANDLER = "cms.admin.sign_in.SignInHandler"
AXES_FAILURE_LIMIT = 5
SIGN_IN_FAILURES_OF_ONE = 20
# Attempts to sign in, right or wrong, and the seconds in which they are counted.
SIGN_INS_OF_CLIENT = (30, 60)
# How many mails for a new password in how many seconds, for one address and for one client.
PASSWORD_RESETS_OF_NAME = (3, 60 * 60)
PASSWORD_RESETS_OF_CLIENT = (20, 60 * 60)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 0.25
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "cms.admin.sign_in.bucket_of"
TRUSTED_PROXY_COUNT = number("TRUSTED_PROXY_COUNT", default=0)

# -- Mail ----------------------------------------------------------------------------------------

EMAIL_IS_CHOSEN = True  # only production may have no EMAIL_URL
EMAIL_TIMEOUT = 10  # seconds, so that a mail server that hangs does not delay other mail

# -- Language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fr", "French"), ("de", "German")]
TIME_ZONE = "UTC"
USE_I18N = True
FORMAT_MODULE_PATH = "cms.settings.formats"
USE_TZ = True
