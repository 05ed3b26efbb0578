"""The columns of events, in the order of a template."""

from cms import vocabularies as words
from tables.columns import base as c
from tables.columns import dates, placement, programme, relations
from tables.columns.body import BodyColumn
from tables.columns.table import DATE_COLUMNS, KEYS, Table, key, last

PARTNERSHIP = (
    relations.RelationColumn(
        "partner", "Key of the partner.", "finland-mfa", required=True, to="partner"
    ),
    c.ChoiceColumn(
        "role",
        "What it was at this event.",
        empty=words.PartnerRole.PARTNER.value,
        choices=words.PartnerRole,
    ),
    c.Column("role_stated", "The words of the source."),
)
APPEARANCE = (
    relations.RelationColumn("person", "Key of the person.", required=True, to="person"),
    c.ChoiceColumn(
        "capacity", "As what.", empty=words.Capacity.SPEAKER.value, choices=words.Capacity
    ),
    c.Column("role_then", "Role at the time."),
    c.Column("affiliation_then", "Organisation at the time."),
    c.BooleanColumn("may_be_named", "yes: this person agreed to be named."),
)
PROGRAMME = (
    c.Column("title", "Title.", required=True),
    c.ChoiceColumn(
        "kind",
        "Session, plenary, panel …",
        "",
        "item_kind",
        empty=words.ProgrammeItemKind.SESSION.value,
        choices=words.ProgrammeItemKind,
    ),
    dates.DateTimeColumn("start", "When it begins."),
    dates.DateTimeColumn("end", "When it ends."),
    c.Column("summary", "What it is about."),
    c.LinesColumn("questions", "One per line."),
    programme.SessionPeopleColumn("people", "Keys: ada-lovelace (chair).", to="person"),
    relations.StreamColumn("documents", "Keys of documents.", to="document"),
)
CALL = (
    c.Column("label", "The words.", required=True),
    c.ChoiceColumn(
        "kind",
        "What it is.",
        "",
        "action_kind",
        empty=words.CallToActionKind.READ_MORE.value,
        choices=words.CallToActionKind,
    ),
    c.Column("url", "Web address."),
)

TABLE = Table(
    "event",
    (
        key("WP1725"),
        c.Column("title", "Without the code.", "Human rights, peace and security", required=True),
        c.Column("title_stated", "Word for word, as the source has it."),
        placement.SeriesColumn(
            "series", "Key of its series. Empty: it belongs to none.", "human-rights"
        ),
        c.Column("code", "The organiser's own code.", "WP1725"),
        c.IntegerColumn("ordinal", "Its number in the series.", "15"),
        c.ChoiceColumn(
            "ordinal_basis",
            "How the number is known: stated, inferred or unknown.",
            "stated",
            empty=words.OrdinalBasis.UNKNOWN.value,
            choices=words.OrdinalBasis,
        ),
        c.Column("ordinal_stated", "The words of the source.", "15th edition"),
        c.ChoiceColumn(
            "kind",
            "Conference, roundtable, dialogue …",
            "conference",
            "event_kind",
            empty=words.EventKind.CONFERENCE.value,
            choices=words.EventKind,
        ),
        c.LinesColumn(
            "kind_stated", "Every word the source uses for it, one per line.", "conference"
        ),
        *DATE_COLUMNS,
        c.ChoiceColumn("phase", "Planned, confirmed, held …", "held", choices=words.Phase),
        c.ChoiceColumn("access", "Who may come.", "invitation-only", choices=words.Access),
        c.Column("access_stated", "The words of the source."),
        c.ChoiceColumn(
            "attribution_rule",
            "chatham-house and off-the-record: only people who agreed are named.",
            "off-the-record",
            choices=words.AttributionRule,
        ),
        c.Column("attribution_stated", "The words of the source."),
        c.Column("audience_stated", "For whom, in the words of the source."),
        c.ChoiceColumn("mode", "In person, online or hybrid.", "in-person", choices=words.Mode),
        c.Column("time_zone", "When it differs from the venue's.", "Europe/London"),
        relations.RelationColumn("venue", "Key of the venue.", to="venue"),
        c.Column("place_stated", "The place in the words of the source."),
        relations.RelationColumn("organiser", "Key of the partner who organises it.", to="partner"),
        relations.ItemsColumn(
            "partners",
            "One per line: partner | role | role_stated.",
            "finland-mfa | sponsor | with the support of",
            "partnerships",
            columns=PARTNERSHIP,
        ),
        relations.ItemsColumn(
            "people",
            "One per line: person | capacity | role_then | affiliation_then | may_be_named.",
            "",
            "appearances",
            columns=APPEARANCE,
        ),
        programme.ProgrammeColumn(
            "programme",
            "One per line: title | kind | start | end | summary | questions | people | documents.",
            "Opening | plenary | 2016-01-13T09:30+01:00",
            columns=PROGRAMME,
        ),
        relations.RelationListColumn(
            "themes", KEYS, "", "event_themes", to="theme", member="theme"
        ),
        relations.RelationListColumn(
            "references",
            KEYS,
            "",
            "event_references",
            to="reference",
            member="reference",
        ),
        relations.RelationListColumn(
            "quotes", KEYS, "", "event_quotes", to="quote", member="quote"
        ),
        relations.RelationListColumn(
            "documents",
            KEYS,
            "",
            "event_documents",
            to="document",
            member="document",
        ),
        relations.RelationListColumn(
            "related",
            "Keys of events, one per line.",
            "",
            "related_events",
            to="event",
            member="related",
        ),
        relations.ItemsColumn("calls_to_action", "One per line: label | kind | url.", columns=CALL),
        c.Column("summary", "One or two sentences."),
        BodyColumn("body", "The text: paragraphs with an empty line between, headings after ##."),
        relations.RelationColumn("image", "Key of the picture.", to="image"),
        *last("event"),
    ),
)
