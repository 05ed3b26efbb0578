"""The settings of logs: one line for each event, with the id of the request."""

from cms.settings.environment import env

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
CONSOLE = {
    "class": "logging.StreamHandler",
    "formatter": "line",
    "filters": ["request_id", "refused"],
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "api.http.request_id.RequestIdFilter"},
        "refused": {"()": "api.http.log_refusals.RefusalFilter"},
    },
    "formatters": {
        "line": {
            "()": "api.http.log_tokens.LineFormatter",
            "format": "%(levelname)s %(name)s [%(request_id)s] %(message)s",
        },
        "json": {
            "()": "api.http.log_tokens.JsonLineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
        },
    },
    "handlers": {"console": CONSOLE},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # "plenary.request" logs one line for each request. These loggers would log every step.
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
