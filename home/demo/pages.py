"""The public pages that state the facts, and the facts that each page states."""

from dataclasses import dataclass, replace

SITE = "https://www.wiltonpark.org.uk"


@dataclass(frozen=True)
class StatedBy:
    """A page, with its address if known. Without `speaks_for` it states all facts."""

    url: str = ""
    title: str = ""
    speaks_for: tuple[str, ...] = ()

    def on(self, *fields: str) -> "StatedBy":
        return replace(self, speaks_for=fields)


# The addresses of the two event pages are not known.
WP1725 = StatedBy(title="Human Rights, Peace and Security (WP1725): the event's page")
WP1515 = StatedBy(title="WP1515: the event's page")
CHALLENGES_REMAINING = StatedBy(
    f"{SITE}/2011/12/08/the-universal-declaration-of-human-rights-challenges-remaining/"
)
HUMAN_RIGHTS_DAY = StatedBy(
    f"{SITE}/2012/12/13/human-rights-day-advancing-the-human-rights-agenda/"
)
WP1442 = StatedBy(f"{SITE}/?p=20360")
PROTECTING = StatedBy(f"{SITE}/protecting-our-human-rights/")
THEME = StatedBy(f"{SITE}/theme/human-rights-good-governance-faith/")
BUILDING_CONSENSUS = StatedBy(
    f"{SITE}/building-consensus-on-human-rights-in-a-rapidly-changing-world/"
)
