"""The settings of the tests, in which a password is as slow to check as in production."""

from cms.settings.test import *  # noqa: F403

PASSWORD_HASHERS = ["cms.requests.hashing.GivingWayHasher"]
