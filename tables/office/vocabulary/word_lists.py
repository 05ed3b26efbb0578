"""The words of office tables for the values of our lists, in German, French and Spanish."""

from .labels import fold

LINES = """
conference: konferenz, tagung, kongress, conférence, colloque, congrès, conferencia, congreso
roundtable: round table, runder tisch, table ronde, mesa redonda
dialogue: dialog, gespräch, diálogo
forum: foro
panel: podium, podiumsdiskussion, podiumsgespräch
workshop: atelier, taller, arbeitstagung
meeting: treffen, sitzung, réunion, rencontre, reunión, encuentro
other: sonstige, sonstiges, andere, autre, otro, otra, others
public: öffentlich, publique, público, open, open to the public
invitation-only: auf einladung, nur auf einladung, geladene gäste, sur invitation, por invitación,
    by invitation, by invitation only, closed
private: privat, nicht öffentlich, privé, privado
chatham-house: chatham house, chatham-house-regel, règle de chatham house
off-the-record: vertraulich
in-person: in presence, präsenz, vor ort, présentiel, en présentiel, presencial, onsite, on site
online: virtuell, virtual, en ligne, en línea, digital
hybrid: hybride, híbrido
planned: geplant, prévu, prevu, previsto, planificado
confirmed: bestätigt, confirmé, confirmado
held: durchgeführt, stattgefunden, abgeschlossen, done, completed, tenu, réalisé, celebrado
postponed: verschoben, reporté, aplazado
cancelled: canceled, abgesagt, ausgefallen, annulé, cancelado
ministry: ministerium, ministère, ministerio
un-body: un, united nations, vereinte nationen, nations unies, naciones unidas
igo: international organisation, internationale organisation, organisation internationale
ngo: nro, nichtregierungsorganisation, verein, ong, civil society, zivilgesellschaft
university: universität, hochschule, université, universidad, academia
foundation: stiftung, fondation, fundación
company: unternehmen, firma, entreprise, empresa
embassy: botschaft, ambassade, embajada
organiser: veranstalter, organisator, organizer, organisateur, organizador
co-organiser: mitveranstalter, co-organizer, coorganisateur, coorganizador
sponsor: parrain, patrocinador
funder: geldgeber, förderer, donor, bailleur, financiador
supporter: unterstützer, soutien
host: gastgeber, hôte, anfitrión
chair: vorsitz, chairperson, présidence, presidencia
speaker: referent, referentin, redner, keynote, keynote speaker, intervenant, ponente
moderator: moderation, modérateur, moderador
participant: teilnehmer, teilnehmerin, participante
"""
YES_WORDS = frozenset({"yes", "y", "ja", "j", "oui", "si", "x", "true", "1"})
NO_WORDS = frozenset({"no", "n", "nein", "non", "false", "0"})


def _read() -> dict[str, list[str]]:
    values_by_word: dict[str, list[str]] = {}
    for line in LINES.strip().replace("\n    ", " ").split("\n"):
        value, _colon, names = line.partition(":")
        for name in names.split(","):
            values_by_word.setdefault(fold(name), []).append(value)
    return values_by_word


# `{"tagung": ["conference"], …}`: the values of each folded word.
VALUES_BY_WORD = _read()
