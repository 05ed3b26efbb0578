"""What a WSGI server imports: `granian --interface=wsgi frontend.server.wsgi:application`."""

from .app import Site
from .config import from_environment

application = Site(from_environment())
