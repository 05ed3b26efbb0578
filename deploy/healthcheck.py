"""The HEALTHCHECK of the image: exit 0 when the server of this container answers.

It does not check the database. While the database is away the server sends known answers, and
a replaced container would have none.
"""

import os
import socket
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

SERVER = "/run/plenary/server"
SECONDS = 4


def status(path: str) -> int:
    """The status of the answer to `path`. Raises OSError when there is none."""
    connection = HTTPConnection(urlsplit(os.environ["API_ORIGIN"]).netloc)
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.settimeout(SECONDS)
    connection.sock.connect(SERVER)
    connection.request("GET", path)
    return connection.getresponse().status


if __name__ == "__main__":
    sys.exit(status("/health/live") != 200)
