"""Drafts: the frame of a preview, and what the draft looks like now.

The token travels in the header Authorization of a POST. No address and no log holds it.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from frontend.rendering.words import Words, language_of
from frontend.server.head import PageHead
from frontend.server.renderer import lang_of, policy, template_of
from frontend.server.responses import Response

from .request import Request


def frame(request: Request) -> Response:
    """The page that asks for the draft. It needs its script: the token is in the browser alone."""
    site = request.renderer.site(request.questions)
    head = PageHead(title="Preview", is_indexed=False)
    response = request.renderer.page("preview.html", site, head, title="Preview")
    kept = [pair for pair in response.headers if pair[0] != "Content-Security-Policy"]
    response.headers = [*policy(request.config, is_preview=True)[:1], *kept]
    response.cache = "no-store"
    return response


def draft(request: Request, headers: Mapping[str, str]) -> Response:
    """The draft of the token, or 304 when the reader has it already."""
    sent = {name: value for name, value in headers.items() if value}
    answer = request.questions.api.get("preview/", (), sent)
    if answer.status != 200:
        body = b"" if answer.status == 304 else orjson.dumps({"detail": answer.data.get("detail")})
        return Response(answer.status, body, "application/json", cache="no-store")
    document = answer.data
    words = Words(language_of(document["locale"]))
    html = request.renderer.draft(
        template_of(document),
        document["locale"],
        d=document,
        title=document["title"] or words.say("Untitled"),
        kind=words.label(document["type"]),
        lang=lang_of(document, words.language),
        text_locale=document["locale"],
    )
    data: dict[str, Any] = {"title": document["title"], "locale": document["locale"], "html": html}
    etag = [("ETag", answer.etag)]
    return Response(200, orjson.dumps(data), "application/json", etag, cache="no-store")
