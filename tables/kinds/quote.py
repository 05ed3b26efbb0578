"""The columns of quotes, in the order of a template."""

from cms import vocabularies as words
from tables.columns import base as c
from tables.columns import relations
from tables.columns.table import DATE_COLUMNS, Table, key, last

TABLE = Table(
    "quote",
    (
        key("dignity-of-all"),
        c.Column("text", "Word for word, without quotation marks.", required=True),
        c.Column("language", "A code such as en or fr-CH. Empty: en.", "en", empty="en"),
        relations.RelationColumn("speaker", "Key of the person who spoke.", to="person"),
        relations.RelationColumn(
            "speaker_organisation", "Partner, when no person spoke.", to="partner"
        ),
        c.Column("attribution_stated", "The words of the source."),
        c.Column("role_then", "Role at the time."),
        relations.RelationColumn(
            "occasion_reference", "Key of the session or document it comes from.", to="reference"
        ),
        relations.RelationColumn(
            "occasion_event", "Key of the event at which it was spoken.", to="event"
        ),
        c.Column("occasion_stated", "The words of the source."),
        *DATE_COLUMNS,
        c.ChoiceColumn(
            "verification",
            "Unchecked, checked, disputed or misattributed.",
            "unchecked",
            empty=words.Verification.UNCHECKED.value,
            choices=words.Verification,
        ),
        *last("quote"),
    ),
)
