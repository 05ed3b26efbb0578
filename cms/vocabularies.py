"""The vocabularies of the content model, with the values of the API."""

from django.db import models


class EventKind(models.TextChoices):
    CONFERENCE = "conference", "Conference"
    ROUNDTABLE = "roundtable", "Roundtable"
    DIALOGUE = "dialogue", "Dialogue"
    FORUM = "forum", "Forum"
    PANEL = "panel", "Panel"
    WORKSHOP = "workshop", "Workshop"
    MEETING = "meeting", "Meeting"
    OTHER = "other", "Other"


class Access(models.TextChoices):
    PUBLIC = "public", "Public"
    INVITATION_ONLY = "invitation-only", "Invitation only"
    PRIVATE = "private", "Private"


class AttributionRule(models.TextChoices):
    ON_THE_RECORD = "on-the-record", "On the record"
    CHATHAM_HOUSE = "chatham-house", "Chatham House rule"
    OFF_THE_RECORD = "off-the-record", "Off the record"


class Mode(models.TextChoices):
    IN_PERSON = "in-person", "In person"
    ONLINE = "online", "Online"
    HYBRID = "hybrid", "Hybrid"


class Phase(models.TextChoices):
    PLANNED = "planned", "Planned"
    CONFIRMED = "confirmed", "Confirmed"
    HELD = "held", "Held"
    POSTPONED = "postponed", "Postponed"
    CANCELLED = "cancelled", "Cancelled"
    MOVED = "moved", "Moved"


class OrdinalBasis(models.TextChoices):
    STATED = "stated", "Stated by a source"
    INFERRED = "inferred", "Inferred from stated facts"
    UNKNOWN = "unknown", "Unknown"


class Precision(models.TextChoices):
    DAY = "day", "Day"
    MONTH = "month", "Month"
    SEASON = "season", "Season"
    YEAR = "year", "Year"
    DECADE = "decade", "Decade"
    NONE = "none", "No date is stated"


class DateQualifier(models.TextChoices):
    APPROXIMATE = "approximate", "Approximate"
    UNCERTAIN = "uncertain", "Uncertain"
    BOTH = "approximate-uncertain", "Approximate and uncertain"


class OpenEnd(models.TextChoices):
    START = "start", "Open beginning"
    END = "end", "Open end"


class Verification(models.TextChoices):
    UNCHECKED = "unchecked", "Not checked yet"
    CHECKED = "checked", "Checked against the source"
    DISPUTED = "disputed", "Disputed"
    MISATTRIBUTED = "misattributed", "Misattributed"


class PartnerKind(models.TextChoices):
    MINISTRY = "ministry", "Ministry"
    UN_BODY = "un-body", "United Nations body"
    IGO = "igo", "Intergovernmental organisation"
    NGO = "ngo", "Non-governmental organisation"
    UNIVERSITY = "university", "University"
    FOUNDATION = "foundation", "Foundation"
    COMPANY = "company", "Company"
    EMBASSY = "embassy", "Embassy"
    OTHER = "other", "Other"


class PartnerRole(models.TextChoices):
    ORGANISER = "organiser", "Organiser"
    CO_ORGANISER = "co-organiser", "Co-organiser"
    PARTNER = "partner", "Partner"
    SPONSOR = "sponsor", "Sponsor"
    FUNDER = "funder", "Funder"
    SUPPORTER = "supporter", "Supporter"
    HOST = "host", "Host"


class Capacity(models.TextChoices):
    CHAIR = "chair", "Chair"
    SPEAKER = "speaker", "Speaker"
    MODERATOR = "moderator", "Moderator"
    RAPPORTEUR = "rapporteur", "Rapporteur"
    PARTICIPANT = "participant", "Participant"


class ProgrammeItemKind(models.TextChoices):
    SESSION = "session", "Session"
    PLENARY = "plenary", "Plenary"
    PANEL = "panel", "Panel"
    WORKING_GROUP = "working-group", "Working group"
    KEYNOTE = "keynote", "Keynote"
    BREAK = "break", "Break"
    SOCIAL = "social", "Social event"
    OTHER = "other", "Other"


class ReferenceKind(models.TextChoices):
    DECLARATION = "declaration", "Declaration"
    TREATY = "treaty", "Treaty"
    RESOLUTION = "resolution", "Resolution"
    APPEAL = "appeal", "Appeal"
    SESSION = "session", "Session of a body"
    REPORT = "report", "Report"
    LAW = "law", "Law"
    OTHER = "other", "Other"


class DocumentKind(models.TextChoices):
    REPORT = "report", "Report"
    PROGRAMME = "programme", "Programme"
    BACKGROUND_NOTE = "background-note", "Background note"
    STATEMENT = "statement", "Statement"
    TRANSCRIPT = "transcript", "Transcript"
    OTHER = "other", "Other"


class ImageKind(models.TextChoices):
    PICTURE = "picture", "Picture"
    LOGO = "logo", "Logo"
    PORTRAIT = "portrait", "Portrait"
    DIAGRAM = "diagram", "Diagram"
    OTHER = "other", "Other"


class CallToActionKind(models.TextChoices):
    NEWSLETTER = "newsletter", "Newsletter"
    REGISTRATION = "registration", "Registration"
    CONTACT = "contact", "Contact"
    READ_MORE = "read-more", "Read more"
    OTHER = "other", "Other"


# What each word of these lists is called: {"invitation-only": "Invitation only"}. A word that is in
# two lists has the label of the first.
LABELS = {
    value: str(label)
    for vocabulary in reversed(list(globals().values()))
    if isinstance(vocabulary, type) and issubclass(vocabulary, models.TextChoices)
    for value, label in vocabulary.choices
}
