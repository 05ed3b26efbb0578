"""An edition or a quote on other pages: a card, a picture, and oEmbed for both."""

SIZE = (1200, 630)  # of the picture, in pixels
