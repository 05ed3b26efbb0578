"""Plenary as it is, without limits for one client."""

from cms.settings.test import *  # noqa: F403
