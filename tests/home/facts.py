"""What the public page of WP1725 states, written down apart from the demo archive."""

QUOTE_1 = (
    "Perhaps the best prevention tool we have is the Universal Declaration of Human Rights – and "
    "the treaties that derive from it. The rights set out in it identify many of the root causes "
    "of conflict, but equally they provide real world solutions through real change on the ground."
)
QUOTE_2 = "Human rights are the interlocking elements that build resilient and confident societies."

# Fields of the event's own document, exactly.
FIELDS = {
    "title": "Human Rights, Peace and Security",
    "code": "WP1725",
    "title_stated": "Human Rights, Peace and Security (WP1725)",
    "ordinal": 15,
    "ordinal_basis": "stated",
    "kind": "roundtable",
    "kind_stated": ["roundtable", "event", "expert roundtable", "conference", "meeting"],
    "access": "invitation-only",
    "access_stated": "invitation only",
    "attribution_rule": "off-the-record",
    "attribution_stated": "off the record",
    "audience_stated": "policy-makers and practitioners",
    "phase": "planned",
}

PARTNERS = [
    ("Federal Department of Foreign Affairs of Switzerland", "CH", "ministry"),
    ("Ministry for Foreign Affairs of Finland", "FI", "ministry"),
]
THEMES = {
    "human rights",
    "peace and security",
    "conflict prevention",
    "resilience",
    "security framework",
}

# Words that must stand in the event's document or in one that it links to.
WORDS = [
    "15th",
    "annual",
    "Wilton Park",
    "being developed in partnership with",
    "Context and key policy issues",
    "two pillars of the United Nations",
    "nexus of human rights with peace and security",
    "practical ways to bring human rights into the security framework",
    "emphasis is on conflict prevention",
    "resilience",
    QUOTE_1,
    "António Guterres",
    "Secretary-General",
    "United Nations",
    "Human Rights Council 2017",
    QUOTE_2,
    "Michelle Bachelet",
    "High Commissioner for Human Rights",
    "the 73rd Session of the UN General Assembly in 2018",
    "Universal Declaration of Human Rights",
    "13th June Appeal",
    "Government of Switzerland",
    "71 states",
    "more prominent role of the Human Rights Council in conflict prevention",
    "at every stage of the prevention continuum",
    "Member States to enhance exchanges between the Human Rights Council and the rest of the UN",
    "Sign up to the newsletter",
]

# Every number the page states. Another one in the document would be somebody's invention.
NUMBERS = {"15", "1725", "71", "13", "73", "2017", "2018"}

# The rest of the page's furniture, and what only other sources could know.
ABSENT = ["Skip to main content", "wiltonpark.org.uk", "@", "London", "Geneva", "Wiston"]

EMPTY = ["mode", "venue", "place_stated", "image"]
EMPTY_LISTS = ["programme", "people", "documents", "related", "same_as"]

# (ordinal, basis, code, title, first day, last day, partners)
EDITIONS = [
    (
        8,
        "stated",
        "WP1154",
        "Peaceful protest: a cornerstone of democracy. How to address the challenges?",
        "2012-01-26",
        "2012-01-28",
        ["NO", "CH"],
    ),
    (
        9,
        "stated",
        None,
        "Integrating transitional justice, security and development",
        "2013-01-17",
        "2013-01-19",
        [],
    ),
    (
        11,
        "stated",
        "WP1442",
        "Protecting the rights of ethnic and religious minorities: addressing contemporary global "
        "challenges",
        "2016-01-13",
        "2016-01-15",
        ["CH", "NO"],
    ),
    (
        12,
        "inferred",
        "WP1515",
        "The future of human rights in a multi-polar world: exploring opportunities for further "
        "engagement",
        "2017-01-11",
        "2017-01-13",
        [],
    ),
    (15, "stated", "WP1725", "Human Rights, Peace and Security", None, None, ["CH", "FI"]),
]
