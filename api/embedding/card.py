"""The card: a page without script that another page shows in a frame."""

from api.formats.texts import line
from api.resources.base import resource_of
from archive.registry import Document
from frontend.rendering import card as rendering

POLICY = rendering.POLICY


def card(document: Document, site: str) -> str:
    card_words = resource_of(document["type"]).card_words(document)
    return rendering.card(
        document,
        above=card_words.above,
        main=card_words.main,
        below=card_words.below,
        title=line(document["title"]),
        site=line(site),
    )
