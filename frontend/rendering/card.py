"""The card of a record: a page without script that another page shows in a frame."""

import base64
import hashlib
from functools import cache
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from frontend.static import STATIC_FOLDER

from .addresses import SiteAddresses
from .environment import environment

STYLE = (STATIC_FOLDER / "card.css").read_text(encoding="utf-8")
# Allow only the style with this digest. Any page may frame the card.
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *; style-src "
    f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
)


@cache
def template() -> Template:
    return environment(SiteAddresses(""), "en", "").get_template("card.html")


def card(document: dict[str, Any], **words: Any) -> str:
    """`words`: a line `above`, the `main` words, the lines `below`, the `title`, and the `site`."""
    language = document.get("language") or document["locale"]
    style = Markup(STYLE)  # noqa: S704  it is a file of ours
    return template().render(d=document, language=language, style=style, **words)
