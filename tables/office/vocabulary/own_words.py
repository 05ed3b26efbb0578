"""What the rows of office tables are called, in English, French, German and Spanish."""

import re

from cms.text.slugs import slug_of

LINES = """
event: event, meeting, conference, workshop, seminar, symposium, congress, round table, roundtable,
    forum, dialogue, veranstaltung, tagung, konferenz, sitzung, treffen,
    treffens, kongress, kongresses, seminars, workshops, forums, symposiums,
    événement, manifestation, conférence, colloque, réunion, séminaire, atelier, rencontre, evento,
    congreso, conferencia, reunión, seminario, taller, encuentro, jornada
partner: partner, organisation, organization, institution, einrichtung, partnerorganisation,
    partenaire, organisme, socio, organización, institución, entidad
person: person, speaker, participant, attendee, referent, referentin, teilnehmer, teilnehmerin,
    personne, intervenant, intervenante, participante, persona, ponente
venue: venue, ort, tagungsort, lieu, sede
reference: document, reference, dokument, documento
series: series, reihe, série, serie
"""


def _read() -> dict[str, frozenset[str]]:
    lines = [line.partition(":") for line in LINES.strip().replace("\n    ", " ").split("\n")]
    return {kind: frozenset(map(slug_of, names.split(","))) for kind, _colon, names in lines}


# `{"event": {"event", "meeting", …}}`, folded.
OWN_WORDS = _read()
# German writes them as one word: Veranstaltungsdatum.
PREFIXES = {
    "event": re.compile(r"(?:veranstaltungs|tagungs|konferenz|kongress|seminar|sitzungs)-?"),
    "partner": re.compile(r"(?:partner|organisations|einrichtungs)-?"),
}
