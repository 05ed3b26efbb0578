"""`manage.py frontend`: the site on its own port, beside the API."""

import os
import sys
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.management import addresses
from frontend.server.app import Site
from frontend.server.config import Config


class ThreadingServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: type[WSGIRequestHandler]) -> None:
        self.address_family = addresses.family(address[0])
        super().__init__(address, handler)


class SilentHandler(WSGIRequestHandler):
    """The API's log is the one that somebody reads here."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the base's
        return


class Command(BaseCommand):
    help = "Serve the site on FRONTEND_PORT of HOST."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        addresses.insist_on_free_port("FRONTEND_PORT", [addresses.host(), *addresses.LOCALHOST])
        server = open_server(settings.FRONTEND_PORT, of_settings())
        self.stdout.write(f"http://localhost:{settings.FRONTEND_PORT}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            sys.exit(0)


def of_settings(**more: Any) -> Config:
    """What the site server is told in production by the environment."""
    return Config(
        **{
            "api": settings.API_ORIGIN,
            "site": settings.FRONTEND_ORIGIN,
            "language": settings.LANGUAGE_CODE,
            "proxies": settings.TRUSTED_PROXY_COUNT,
            "security_contact": os.environ.get("SECURITY_CONTACT", ""),
            **more,
        }
    )


def open_server(port: int, config: Config) -> ThreadingServer:
    """A server of the site; 0 for any free port."""
    try:
        return make_server(
            addresses.host(),
            port,
            Site(config),
            server_class=ThreadingServer,
            handler_class=SilentHandler,
        )
    except OSError as error:
        raise CommandError(f"Port {port} is taken: set FRONTEND_PORT.", returncode=2) from error
