"""Connections to the API, over the network or through the socket of a server beside this one."""

import socket

import urllib3
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool

UNIX = "unix:"
MOST = 32


class SocketConnection(HTTPConnection):
    """A connection to a socket of this machine. The pool has its path as the name of its host."""

    path = ""

    def _new_conn(self) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(self.timeout)
        try:
            connection.connect(self.path)
        except OSError as error:
            connection.close()
            raise urllib3.exceptions.NewConnectionError(self, str(error)) from error
        return connection


def pool_of(address: str, timeout: float) -> HTTPConnectionPool:
    """Connections to `http://…`, `https://…` or `unix:/run/plenary/server`. They are kept."""
    wait = urllib3.Timeout(connect=min(2.0, timeout), read=timeout)
    if not address.startswith(UNIX):
        return urllib3.connection_from_url(address, maxsize=MOST, retries=False, timeout=wait)
    pool = HTTPConnectionPool("localhost", maxsize=MOST, retries=False, timeout=wait)
    path = address.removeprefix(UNIX)
    pool.ConnectionCls = type("OfSocket", (SocketConnection,), {"path": path})
    return pool
