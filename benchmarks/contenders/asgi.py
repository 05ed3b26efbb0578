"""Plenary for a server that speaks ASGI alone: the same application, in threads."""

from a2wsgi import WSGIMiddleware
from load import THREADS

from api.wsgi import application as plenary

application = WSGIMiddleware(plenary, workers=THREADS)
