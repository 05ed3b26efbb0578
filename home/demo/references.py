"""The themes, and the references that WP1725 cites."""

from dataclasses import dataclass

from cms.models import Reference, Theme
from cms.vocabularies import Precision, ReferenceKind
from home.demo import pages
from home.demo.builder import Builder

THEMES = {
    "human-rights": "Human rights",
    "peace-and-security": "Peace and security",
    "conflict-prevention": "Conflict prevention",
    "resilience": "Resilience",
    "security-framework": "Security framework",
}


def make_themes(builder: Builder) -> list[Theme]:
    """The themes of WP1725, in its order. The first is the theme of the series."""
    return [
        builder.snippet(Theme, slug, pages.WP1725, label=label) for slug, label in THEMES.items()
    ]


@dataclass(frozen=True)
class References:
    """In the order in which WP1725 cites them."""

    declaration: Reference
    appeal: Reference
    council: Reference
    assembly: Reference
    call: Reference

    def in_order(self) -> list[Reference]:
        return [self.declaration, self.appeal, self.council, self.assembly, self.call]


def make_references(builder: Builder) -> References:
    return References(
        declaration=builder.snippet(
            Reference,
            "universal-declaration-of-human-rights",
            pages.WP1725,
            name="Universal Declaration of Human Rights",
            reference_kind=ReferenceKind.DECLARATION,
            facts_stated="Named in the words of António Guterres, with the treaties that derive "
            "from it.",
        ),
        appeal=builder.snippet(
            Reference,
            "13th-june-appeal",
            pages.WP1725,
            name="13th June Appeal",
            reference_kind=ReferenceKind.APPEAL,
            issuer="Government of Switzerland",
            facts_stated="Supported by 71 states. It calls for a more prominent role of the Human "
            "Rights Council in conflict prevention, at every stage of the prevention continuum.",
        ),
        council=builder.snippet(
            Reference,
            "human-rights-council-2017",
            pages.WP1725,
            name="Human Rights Council (2017)",
            reference_kind=ReferenceKind.SESSION,
            body_name="Human Rights Council",
            start="2017-01-01",
            precision=Precision.YEAR,
            dates_stated="2017",
        ),
        assembly=builder.snippet(
            Reference,
            "un-general-assembly-73rd-session",
            pages.WP1725,
            name="UN General Assembly, 73rd session (2018)",
            reference_kind=ReferenceKind.SESSION,
            body_name="UN General Assembly",
            session_number=73,
            start="2018-01-01",
            precision=Precision.YEAR,
            dates_stated="2018",
        ),
        # The page cites it without a name. Its name can be added to this record later.
        call=builder.snippet(
            Reference,
            "recent-call-on-exchanges-with-the-human-rights-council",
            pages.WP1725,
            name="Call for more exchange between the Human Rights Council and the UN system",
            facts_stated="A recent call, which its source leaves unnamed, for Member States to "
            "enhance exchanges between the Human Rights Council and the rest of the UN system.",
        ),
    )
