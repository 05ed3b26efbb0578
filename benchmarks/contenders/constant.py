"""The least that a server can do: bytes of a constant, with the headers of a JSON document.

The files that CONSTANT_DETAIL and CONSTANT_LIST name hold the very bytes that Plenary serves.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

BODIES = {
    f"/{name}": Path(os.environ[f"CONSTANT_{name.upper()}"]).read_bytes()
    for name in ("detail", "list")
}


def application(environ: dict, start_response: Callable) -> Iterable[bytes]:
    body = BODIES[environ["PATH_INFO"]]
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return (body,)
