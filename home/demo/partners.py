"""Partners and people, without the roles that they had."""

from dataclasses import dataclass

from cms.models import Partner, PartnerName, Person
from cms.vocabularies import PartnerKind
from home.demo import pages
from home.demo.builder import Builder


@dataclass(frozen=True)
class Partners:
    wilton_park: Partner
    swiss_department: Partner
    finnish_ministry: Partner
    norway: Partner
    switzerland: Partner


def make_partners(builder: Builder) -> Partners:
    return Partners(
        wilton_park=builder.snippet(Partner, "wilton-park", pages.WP1725, name="Wilton Park"),
        swiss_department=builder.snippet(
            Partner,
            "federal-department-of-foreign-affairs-of-switzerland",
            pages.WP1725,
            name="Federal Department of Foreign Affairs of Switzerland",
            partner_kind=PartnerKind.MINISTRY,
            country="CH",
        ),
        finnish_ministry=builder.snippet(
            Partner,
            "ministry-for-foreign-affairs-of-finland",
            pages.WP1725,
            name="Ministry for Foreign Affairs of Finland",
            partner_kind=PartnerKind.MINISTRY,
            country="FI",
        ),
        norway=builder.snippet(
            Partner,
            "government-of-norway",
            pages.CHALLENGES_REMAINING,
            pages.THEME,
            name="Government of Norway",
            names=[PartnerName(name="Norwegian government", language="en")],
            country="NO",
        ),
        switzerland=builder.snippet(
            Partner,
            "government-of-switzerland",
            pages.WP1725,
            pages.CHALLENGES_REMAINING,
            pages.THEME,
            name="Government of Switzerland",
            names=[PartnerName(name="Swiss government", language="en")],
            country="CH",
        ),
    )


@dataclass(frozen=True)
class People:
    guterres: Person
    bachelet: Person


def make_people(builder: Builder) -> People:
    return People(
        guterres=builder.snippet(
            Person,
            "antonio-guterres",
            pages.WP1725,
            name="António Guterres",
            given_name="António",
            family_name="Guterres",
        ),
        bachelet=builder.snippet(
            Person,
            "michelle-bachelet",
            pages.WP1725,
            name="Michelle Bachelet",
            given_name="Michelle",
            family_name="Bachelet",
        ),
    )
