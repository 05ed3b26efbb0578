"""The reference front end, served as any static server would.

Every path without a file of its own gets `index.html`, which asks the API what is there.
"""

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import Any

from whitenoise import WhiteNoise

from cms.settings.environment import BASE_DIR

ROOT = BASE_DIR / "frontend"
PLACEHOLDER = 'name="plenary-api" content="http://localhost:8000"'
TEXT = "text/plain; charset=utf-8"


def policy(api: str) -> str:
    """The Content-Security-Policy: this site, the API for data and pictures, and its preview.

    The user bar of a preview is Wagtail's own: its scripts and styles come from the API's origin.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' {api}/static/",
            f"style-src 'self' {api}/static/",
            f"img-src 'self' data: {api}",
            f"connect-src 'self' {api}",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors 'self' {api}",
        ]
    )


def headers(api: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": policy(api),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-cache",
    }


class FrontEnd:
    """A WSGI application over the files of `frontend/`, for an API at the origin `api`."""

    def __init__(self, api: str) -> None:
        self.headers = list(headers(api).items())
        page = (ROOT / "index.html").read_text(encoding="utf-8")
        self.page = page.replace(PLACEHOLDER, f'name="plenary-api" content="{api}"').encode()
        self.files = WhiteNoise(self.answer, root=str(ROOT), add_headers_function=self.add_headers)
        del self.files.files["/index.html"]  # only with the address of the API in it

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        return self.files(environ, start_response)

    def add_headers(self, given: Any, path: str, url: str) -> None:
        for name, value in self.headers:
            given[name] = value

    def answer(self, environ: dict[str, Any], start_response: Callable) -> list[bytes]:
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            status, kind, body = "405 Method Not Allowed", TEXT, b"This site is for reading.\n"
        elif PurePosixPath(path).suffix and not path.endswith(("/", "/index.html")):
            status, kind, body = "404 Not Found", TEXT, b"There is no such file.\n"
        else:
            status, kind, body = "200 OK", "text/html; charset=utf-8", self.page
        length = ("Content-Length", str(len(body)))
        start_response(status, [("Content-Type", kind), length, *self.headers])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
