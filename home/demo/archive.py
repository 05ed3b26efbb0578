"""The whole demo archive, from the smallest record to the home page."""

from django.db import transaction

from home.demo.builder import Builder
from home.demo.editions import make_earlier_editions, make_series
from home.demo.front import furnish_home, home_page
from home.demo.partners import make_partners, make_people
from home.demo.picture import ALTERNATIVE_TEXT, TITLE, picture
from home.demo.quotes import make_quotes
from home.demo.references import make_references, make_themes
from home.demo.wp1725 import make_wp1725


@transaction.atomic
def build() -> int:
    """Make the missing records in one transaction. Return how many were made."""
    builder = Builder()
    home = home_page(builder)
    partners = make_partners(builder)
    themes = make_themes(builder)
    references = make_references(builder)
    quotes = make_quotes(builder, make_people(builder), references)
    hall = builder.image(
        "round-hall-of-lights",
        picture,
        title=TITLE,
        alt_text=ALTERNATIVE_TEXT,
        credit="Plenary demo",
        licence="CC0 1.0",
    )
    series = make_series(builder, home, partners, themes[0], hall)
    make_earlier_editions(builder, series, partners, themes[0])
    make_wp1725(builder, series, partners, themes=themes, references=references, quotes=quotes)
    furnish_home(builder, home, series)
    return builder.made
