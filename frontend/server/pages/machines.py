"""What programs look for at fixed addresses of a site."""

from datetime import UTC, datetime, timedelta

from frontend.server.responses import TEXT, Response

from .errors import error
from .request import Request

# The API makes these. The site gives them out at its own address.
FROM_API = {
    "/sitemap.xml": ("sitemap.xml", "application/xml"),
    "/llms.txt": ("llms.txt", "text/plain; charset=utf-8"),
    "/feed.atom": ("events.atom", "application/atom+xml; charset=utf-8"),
}


def from_api(request: Request, path: str, content_type: str) -> Response:
    answer = request.questions.get(path)
    if answer.status != 200:
        return error(request, answer.status if answer.status in (404, 410) else 400)
    return Response(200, answer.data, content_type)


def robots(request: Request) -> Response:
    lines = [
        "User-agent: *",
        "Disallow: /preview/",
        "Disallow: /search/?",
        f"Sitemap: {request.config.site}/sitemap.xml",
    ]
    return Response(200, ("\n".join(lines) + "\n").encode(), TEXT)


def security(request: Request) -> Response:
    """RFC 9116. It needs a contact."""
    contact = request.config.security_contact
    if not contact:
        return error(request, 404)
    until = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0) + timedelta(days=300)
    lines = [
        f"Contact: {contact}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        f"Canonical: {request.config.site}/.well-known/security.txt",
    ]
    return Response(200, ("\n".join(lines) + "\n").encode(), TEXT)
