# What docs/operators.md does by hand, as an image: docker build --tag plenary .
# Its commands are the same: the folder is /srv/plenary, and Python is .venv/bin/python.
FROM python:3.11-slim-bookworm AS build
WORKDIR /srv/plenary
RUN python -m venv --without-pip .venv
COPY requirements.txt .
# Every package is pinned there, and no other comes in by itself.
RUN pip --python .venv/bin/python install --no-cache-dir --no-deps --requirement requirements.txt \
    && pip --python .venv/bin/python check
COPY . .
# Production insists on being told these; none of them is kept.
RUN DJANGO_SETTINGS_MODULE=cms.settings.production SECRET_KEY=of-the-build ALLOWED_HOSTS=localhost \
    API_ORIGIN=https://localhost FRONTEND_ORIGIN=https://localhost \
    .venv/bin/python manage.py collectstatic --no-input \
    && .venv/bin/python -m compileall -q api archive cms exports frontend home importer tables webhooks worker

FROM python:3.11-slim-bookworm
# It joins the letters of scripts such as Arabic on pictures. Debian keeps its version.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends libfribidi0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin plenary \
    && install --directory --owner=plenary --group=plenary \
        /run/plenary /run/plenary-site /run/plenary-waiting /var/lib/plenary /var/lib/plenary/media /var/lib/plenary/exports
WORKDIR /srv/plenary
COPY --from=build /srv/plenary .
ENV PATH=/srv/plenary/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    MEDIA_ROOT=/var/lib/plenary/media \
    EXPORT_ROOT=/var/lib/plenary/exports
USER 10001
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "deploy/healthcheck.py"]
CMD ["granian", "--interface=wsgi", "--uds=/run/plenary/server", "--uds-permissions=0o666", \
    "--workers=2", "--blocking-threads=32", "--respawn-failed-workers", "--respawn-interval=20", \
    "--workers-kill-timeout=40", "--pid-file=/run/plenary/pid", "api.wsgi:application"]
