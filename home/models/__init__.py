"""The home page, its navigation, and the newsletter subscriptions."""

from .home_page import HomePage, NavigationItem
from .subscription import Subscription

__all__ = ["HomePage", "NavigationItem", "Subscription"]
