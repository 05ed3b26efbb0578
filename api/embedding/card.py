"""The card: a page without script that another page shows in a frame."""

import base64
import hashlib

from django.template.loader import render_to_string

from api.formats.texts import line
from api.resources.base import resource_of
from archive.registry import Document

STYLE = """
:root { color-scheme: light dark; --paper: #fbfaf6; --ink: #171a21; --quiet: #565b66; --gold: #8a5a00; --accent: #0c6170; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #11141a; --ink: #ece9e2; --quiet: #a7abb5; --gold: #e7bd6a; --accent: #7fd0da; }
}
body { margin: 0; padding: 1rem 1.2rem; background: var(--paper); color: var(--ink); border-inline-start: 4px solid var(--accent);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; min-height: 100vh; box-sizing: border-box; }
p, blockquote { margin: 0 0 .4rem; } .above { color: var(--gold); font-size: .85rem; } .below, .site { color: var(--quiet); font-size: .9rem; }
.main { font: 600 1.25rem/1.35 Georgia, serif; margin-bottom: .6rem; }
a { color: inherit; } a:focus-visible { outline: 3px solid var(--gold); outline-offset: 2px; }
"""  # noqa: E501
# Allow only the style with this digest. Any page may frame the card.
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *; style-src "
    f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
)


def card(document: Document, site: str) -> str:
    context = {
        "words": resource_of(document["type"]).card_words(document),
        "document": document,
        "title": line(document["title"]),
        "site": line(site),
        "style": STYLE,
        "language": document.get("language") or document["locale"],
    }
    return render_to_string("api/card.html", context)
