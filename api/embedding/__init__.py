"""An edition or a quote on other pages: a card, a picture, and oEmbed for both."""

EMBEDDED_KINDS = frozenset({"event", "quote"})
