"""`Content-Type` of requests: what counts is the type, and the boundary of a form with files.

Every request is UTF-8. Django would take any charset that a client names, and with some it fails.
It would also read the query in it.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

BOUNDARY = re.compile(r';\s*boundary=(?:"[^"]*"|[^;]*)', re.IGNORECASE)


def without_charset(application: Callable) -> Callable:
    """A WSGI application that answers as `application`, whatever charset a request names."""

    def answer(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        content_type = environ.get("CONTENT_TYPE", "")
        if ";" in content_type:
            boundary = BOUNDARY.search(content_type)
            kept = content_type.partition(";")[0] + (boundary[0] if boundary else "")
            environ = {**environ, "CONTENT_TYPE": kept}
        return application(environ, start_response)

    return answer
