"""The two quotations, verbatim."""

from dataclasses import dataclass

from cms.models import Quote
from cms.vocabularies import Precision
from home.demo import pages
from home.demo.builder import Builder
from home.demo.partners import People
from home.demo.references import References

PREVENTION_TOOL = (
    "Perhaps the best prevention tool we have is the Universal Declaration of Human Rights – and "
    "the treaties that derive from it. The rights set out in it identify many of the root causes "
    "of conflict, but equally they provide real world solutions through real change on the ground."
)
INTERLOCKING_ELEMENTS = (
    "Human rights are the interlocking elements that build resilient and confident societies."
)


@dataclass(frozen=True)
class Quotes:
    guterres: Quote
    bachelet: Quote

    def in_order(self) -> list[Quote]:
        return [self.guterres, self.bachelet]


def make_quotes(builder: Builder, people: People, references: References) -> Quotes:
    return Quotes(
        guterres=builder.snippet(
            Quote,
            "the-best-prevention-tool",
            pages.WP1725,
            text=PREVENTION_TOOL,
            speaker=people.guterres,
            attribution_stated="Secretary-General António Guterres",
            role_then="Secretary-General (United Nations)",
            occasion_reference=references.council,
            occasion_stated="Human Rights Council 2017",
            start="2017-01-01",
            precision=Precision.YEAR,
            dates_stated="2017",
        ),
        bachelet=builder.snippet(
            Quote,
            "interlocking-elements",
            pages.WP1725,
            text=INTERLOCKING_ELEMENTS,
            speaker=people.bachelet,
            attribution_stated="the High Commissioner for Human Rights, Michelle Bachelet",
            role_then="High Commissioner for Human Rights",
            occasion_reference=references.assembly,
            occasion_stated="the 73rd Session of the UN General Assembly in 2018",
            start="2018-01-01",
            precision=Precision.YEAR,
            dates_stated="2018",
        ),
    )
