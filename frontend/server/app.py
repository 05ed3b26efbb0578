"""The WSGI application of the site."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urldefrag

from frontend.static import PREFIX, address_of, files

from .api import Api, Unavailable
from .asking import Questions, SharedAnswers
from .config import Config
from .environ import (
    BadAddress,
    BadForm,
    Environ,
    address_in,
    client_of,
    decoded_path,
    form_in,
    headers_in,
    pairs_of,
    qualities,
)
from .memory import Memory
from .pages import history, lists, machines, newsletter, preview, record, search
from .pages.errors import ERROR_TITLES, bare_error, error, unavailable
from .pages.request import Request
from .renderer import Renderer
from .responses import Response, redirect

# Characters of an address. The API takes as many (api/views/resolve.py), so that each key that a
# record ever had leads to it, in whatever script.
LONGEST = 4000
# Redirects of editors may lead to each other.
MOST_STEPS = 5
SLASHES = re.compile("//+")
SITEMAP_PART = re.compile(r"/sitemap-[1-9]\d{0,5}\.xml")
HTML = "text/html"
# Browsers keep a file for ever. Its address changes with its content.
FOREVER = "public, max-age=31536000, immutable"
REDIRECTS = (301, 302)


class Site:
    """Answers every path: from memory, from the API, or with an error in words."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.api = Api(config)
        self.renderer = Renderer(config)
        self.memory = Memory(config.fresh_seconds)
        self.shared = SharedAnswers(self.api, config.fresh_seconds)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        return self.respond(environ).answer(environ, start_response)

    def respond(self, environ: Environ) -> Response:
        asked = address_in(environ)
        if len(asked) > LONGEST:
            return bare_error(self.renderer, 414)
        path = asked.partition("?")[0]
        is_file = path.startswith(PREFIX) or path == "/favicon.svg"
        if is_file and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return self.file(path)
        try:
            request = self.request(asked, client_of(environ, self.config.proxies))
            return self.answer(request, environ)
        except BadAddress:
            return bare_error(self.renderer, 400)
        except Unavailable as trouble:
            return unavailable(self.renderer, trouble)

    def request(self, asked: str, client: str) -> Request:
        """What is asked for. Raises `BadAddress`."""
        path, _mark, query = asked.partition("?")
        questions = Questions(self.api, self.shared, client)
        return Request(decoded_path(path), pairs_of(query), questions, self.renderer, asked)

    def answer(self, request: Request, environ: Environ) -> Response:
        method = environ["REQUEST_METHOD"]
        takes_posts = request.path in ("/newsletter/", "/preview/")
        if method == "POST" and takes_posts:
            return self.posted(request, environ)
        if method not in ("GET", "HEAD"):
            allowed = "GET, HEAD, POST" if takes_posts else "GET, HEAD"
            return bare_error(self.renderer, 405, headers=(("Allow", allowed),))
        answer = self.known(request)
        if answer.status in REDIRECTS:
            return self.straight(answer, request)
        if answer.status == 200 and builder_of(request) is page:
            return self.in_form(answer, environ)
        return answer

    def known(self, request: Request) -> Response:
        """The page, which may be known already, or a redirect."""
        if whole := whole_path(request.path):
            return redirect(301, request.with_query(whole))
        build = builder_of(request)
        key = f"{datetime.now(UTC):%Y%m%d} {request.asked}"
        return self.memory.page(key, request.questions, lambda: build(request))

    def straight(self, answer: Response, request: Request) -> Response:
        """One redirect to the page. A reader who would find none hears that at once."""
        statuses, location = [], ""
        while answer.status in REDIRECTS:
            statuses.append(answer.status)
            location = dict(answer.headers)["Location"]
            if not location.startswith("/"):
                break  # another site
            if len(statuses) > MOST_STEPS:
                return error(request, 404)
            answer = self.known(self.request(urldefrag(location).url, request.questions.client))
        return redirect(max(statuses), location) if answer.status in (200, *REDIRECTS) else answer

    def posted(self, request: Request, environ: Environ) -> Response:
        if request.path == "/preview/":
            return preview.draft(request, headers_in(environ))
        try:
            return newsletter.send(request, form_in(environ))
        except BadForm as bad:
            title = ERROR_TITLES[415 if bad.status == 400 else bad.status]
            return bare_error(self.renderer, bad.status, title=title)

    def in_form(self, answer: Response, environ: Environ) -> Response:
        """The page, or where the API has it in a form that the reader likes better."""
        quality = qualities(environ)
        best = max(answer.forms, key=quality, default=HTML)
        if quality(best) > quality(HTML):
            return redirect(303, answer.forms[best])
        return answer if quality(HTML) else bare_error(self.renderer, 406)

    def file(self, path: str) -> Response:
        if path == "/favicon.svg":
            return redirect(302, address_of("icon.svg"))
        file = files().get(path)
        if file is None:
            return bare_error(self.renderer, 404)
        return Response(200, *file, cache=FOREVER)


def builder_of(request: Request) -> Callable[[Request], Response]:
    path = request.path
    if path in FIXED:
        return FIXED[path]
    if path in machines.FROM_API:
        source, content_type = machines.FROM_API[path]
        return lambda request: machines.from_api(request, source, content_type)
    if SITEMAP_PART.fullmatch(path):
        return lambda request: machines.from_api(request, path[1:], "application/xml")
    return page


FIXED: dict[str, Callable[[Request], Response]] = {
    "/robots.txt": machines.robots,
    "/.well-known/security.txt": machines.security,
    "/search/": search.search,
    "/newsletter/": newsletter.form,
    "/preview/": preview.frame,
}


def whole_path(path: str) -> str:
    """Where a path leads that only lacks its last slash, or has two for one. Or ""."""
    if "//" in path:
        return quote(SLASHES.sub("/", path))
    return quote(f"{path}/") if f"{path}/" in FIXED or path.endswith("/history") else ""


def page(request: Request) -> Response:
    """A list, the history of a record, or whatever the API finds at the path."""
    if request.path.endswith("/history/") and (versions := history.history(request)):
        return versions
    if plural := lists.is_list(request, lists.kinds(request)):
        if not request.path.endswith("/"):
            return redirect(301, request.with_query(f"{request.path}/"))
        return lists.records(request, plural)
    return record.record(request)
