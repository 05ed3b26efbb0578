"""Django as DJANGO_SETTINGS_MODULE says, without anything before it."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
