"""The ASGI application of the process in which many readers wait for news: docs/operators.md."""

from api.wsgi import application as wsgi

# Django is set up by now.
from api.changes.waiting import WaitingReaders  # isort: skip

application = WaitingReaders(wsgi)
