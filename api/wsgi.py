"""The WSGI application, for any server that speaks it."""

import gc

from django.core.wsgi import get_wsgi_application

from cms.settings.environment import choose_settings

choose_settings(default="production")

django = get_wsgi_application()

# Django reads its settings first, because the imports below need them.
from django.urls import get_resolver  # noqa: E402

from api.fast_path.known_answers import in_front_of  # noqa: E402

get_resolver().url_patterns  # noqa: B018  all views are loaded now: the first reader would wait
application = in_front_of(django)
gc.freeze()  # what is loaded by now stays, so the garbage collector need not look at it again
