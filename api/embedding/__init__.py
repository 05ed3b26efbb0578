"""An edition or a quote on other pages: a card, a picture, and oEmbed for both."""
