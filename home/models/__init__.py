"""The root of the site, and who gets its newsletter."""

from .home_page import HomePage, NavigationItem
from .subscription import Subscription

__all__ = ["HomePage", "NavigationItem", "Subscription"]
