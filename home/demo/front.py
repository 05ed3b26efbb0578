"""The home page of the demo archive."""

from cms.models import SeriesPage
from home.demo.builder import Builder
from home.models import HomePage, NavigationItem

NAVIGATION = (
    ("Quotes", "/quotes/"),
    ("Partners", "/partners/"),
    ("People", "/people/"),
    ("Themes", "/themes/"),
    ("References", "/references/"),
)


def home_page(builder: Builder) -> HomePage:
    """The root of the default language."""
    return HomePage.objects.get(depth=2, locale=builder.locale)


def furnish_home(builder: Builder, home: HomePage, series: SeriesPage) -> None:
    """Write the home page, unless somebody has already edited it."""
    if home.latest_revision_id is not None:
        return
    home.title = "Plenary demo archive"
    home.summary = (
        "One conference series, its editions and the words spoken around them, as far as public "
        "pages tell. What no page states is left open."
    )
    home.newsletter_title = "Newsletter"
    home.newsletter_text = "A short letter when something is added to the archive."
    entries = [NavigationItem(sort_order=0, label="The series", page=series)]
    for order, (label, url) in enumerate(NAVIGATION, start=1):
        entries.append(NavigationItem(sort_order=order, label=label, url=url))
    home.navigation.set(entries)
    builder.publish(home, log_action="wagtail.edit")
