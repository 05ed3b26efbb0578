"""The labels of lines and lists: "Venue:", "Moderated by", "Mit Unterstützung von".

A label says which field the rest of its line, or the lines below it, belong to. For people and
partners it says in which capacity or role.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from cms.vocabularies import Capacity, PartnerRole

DATE_LABEL, VENUE_LABEL, CODE_LABEL, PERSON_LABEL, PARTNER_LABEL, OTHER_LABEL = (
    "date",
    "venue",
    "code",
    "person",
    "partner",
    "other",
)

DATES = """
date, dates, new date, new dates, neuer termin, neues datum, nouvelle date, nouvelles dates, nueva fecha, nuevas fechas, nuova data, nova data, nieuwe datum, date(s), date and time, date & time, dates and venue, date and venue, date and place, when, when local time, event date, conference date, conference dates, meeting date
date et heure, dates et lieu, date et lieu, quand, datum, datum und ort, termin, wann, zeitpunkt, fecha, fechas, fecha y hora, fecha y lugar, cuándo
data, date e luogo, data e luogo, quando, data e ora, data e hora, data e local, wanneer, datum en tijd, datum en plaats
tid, tidspunkt, tid og sted, tid och plats, dato, dato og sted, dato og tid, når, när, hvornår, kiedy, data i miejsce, data wydarzenia, dates of event, held on, date held, dates held
"""
VENUES = """
venue, location, where, place, lieu(x), lieux, city, town, ville, ciudad, città, cidade, held at, venue and address, venue and travel, venue & travel, meeting venue, conference venue, lieu, où, lieu du colloque, adresse et lieu
ort, veranstaltungsort, tagungsort, wo, lugar, sede, dónde, lugar de celebración, lugar de realización, luogo, sede del convegno, dove, at, local, onde, local do evento, locatie, plaats, waar
plats, sted, hvor, var, lokal, lokale, miejsce, gdzie, miejsce obrad, event location, location and venue, venue name
"""
CODES = """
code, event code, conference code, meeting code, ref, ref no, reference, reference number, reference code, event reference, tagungsnummer, tagungsnr, tagungs-nr, veranstaltungsnummer, veranstaltungsnr
veranstaltungs-nr, kursnummer, kurs-nr, seminarnummer, référence, código, referencia, codice, kenmerk
"""
PEOPLE = {
    Capacity.SPEAKER: """
        speaker, speakers, speakers include, our speaker, our speakers, confirmed speaker, confirmed speakers, keynote, keynotes, keynote by, keynote speaker, keynote speakers, keynote address, keynote addresses, keynote speech
        keynote lecture, keynote lectures, guest speaker, guest speakers, our guest, our guests, special guest, special guests, featured speaker, featured speakers, invited speaker, invited speakers, plenary speaker, plenary speakers, invited lecturers, lecturer, lecturers
        lecture by, talk by, opening remarks, opening remarks by, opening statement, opening statements, opening address, opening speech, opening, opened by, welcome, welcome by, welcome remarks, welcoming remarks, welcome address, welcome and introduction
        welcome and introductions, welcome and opening remarks, welcome speech, introduction by, introductory remarks, closing remarks, closing address, closing speech, concluding remarks, remarks, remarks by, discussant, discussants, respondent, respondents, response, commentator
        panellist, panellists, panelist, panelists, panel, the panel, panel member, panel members, on the panel, presenter, presenters, presented by, presentations, presentation by, speech by, with contributions from, with contributions by
        intervenant, intervenants, intervenante, intervenantes, intervenants et intervenantes, intervenantes et intervenants, orateur, orateurs, oratrice, oratrices, conférencier, conférencière, conférenciers, conférencières, conférence inaugurale, conférence plénière, conférences plénières, plenary lecture, plenary lectures, plenary speech
        conférence d'ouverture, conférence de clôture, conférence introductive, allocution, allocutions, allocution d'ouverture, allocutions d'ouverture, mot d'accueil, mots d'accueil, mot de bienvenue, ouverture, discutant, discutante, discutants, panélistes, panéliste, en présence de, avec la participation de, avec les interventions de, nos invités, nos invitées, introduction
        referent, referenten, referentin, referentinnen, referentinnen und referenten, referierende, redner, rednerin, rednerinnen, rednerinnen und redner, sprecher, sprecherinnen, sprecherinnen und sprecher, gastredner, gastrednerin, gastreferent, gastreferentin, es sprechen, es spricht, es diskutieren, es diskutiert, es referieren, es referiert, vortrag, vortragende, vortragender, vorträge, referate, communications, comunicaciones, lezingen, voordrachten, talks, sont intervenus, sont intervenues, sont intervenu·es, interviendront, vortrag von
        begrüßung, begrüssung, grußwort, grußworte, grusswort, grussworte, impuls, impulse, impulsvortrag, impulsreferat, eröffnung, eröffnungsvortrag, einführung, festvortrag, podium, podiumsgäste, auf dem podium, auf dem podium diskutieren, gäste, hauptvortrag, begrüßung und einführung
        begrüßung und eröffnung, eröffnung und begrüßung, schlusswort, kommentar, diskutanten, mitwirkende, mit beiträgen von, keynote-vortrag
        ponente, ponentes, conferenciante, conferenciantes, conferencistas invitados, conferenciantes invitados, ponentes invitados, ponente invitado, ponente invitada, conferencista, conferencistas, orador, oradora, oradores, expositor, expositora, expositores, panelista, panelistas, interviene, intervienen, inauguración, inaugura, inauguran, palabras de bienvenida, bienvenida
        palabras de apertura, apertura, conferencia inaugural, conferencia de clausura, conferencia magistral, conferencia plenaria, conferencias plenarias, conferencias magistrales, ponencia, ponencia inaugural, presentación, clausura, invitados, nuestros invitados, dialogan, conversan, participan, comenta, comentan
        relatore, relatrice, relatori, relatrici, relatori e relatrici, interviene, intervengono, interventi, saluti, saluti istituzionali, saluti di apertura, relazione introduttiva, relazione, relazioni, introduce, introducono, apre i lavori, aprono i lavori, conclude, ospiti, con la partecipazione di, ne discutono, partecipano
        oradores convidados, oradoras, palestrante, palestrantes, conferencistas, intervenções, intervenientes, abertura, encerramento, com a participação de, participam, comunicações
        spreker, sprekers, met bijdragen van, inleiding, inleider, inleiders, lezing door, opening door, keynotespreker, keynotesprekers, gasten, panelleden, gastspreker, gastsprekers, welkom
        talare, föreläsare, medverkande, inbjudna talare, huvudtalare, taler, talere, foredragsholder, foredragsholdere, oplægsholder, oplægsholdere, innledere, innleder, medvirkende, hovedtaler, hovedtalere, prelegent, prelegentka, prelegenci, prelegentki i prelegenci, mówcy, mówca, paneliści, goście, gość, wystąpienie, wykład inauguracyjny, otwarcie, velkomst, åpning, åbning, inledning, innledning, öppning
        ponente magistral, ponentes magistrales, ponentes principales, ponentes confirmados, ponentes confirmadas, ponentes plenarios, conferencistas magistrales, conferencistas principales, oradores principales, oradores invitados, oradores magistrales
        conférenciers invités, conférencières invitées, intervenants invités, intervenants confirmés, intervenants pressentis, orateurs principaux, orateurs invités, conférences invitées, conférencier principal, conférenciers principaux, conférenciers d'honneur, invité d'honneur, invités d'honneur
        hauptredner, hauptrednerin, hauptrednerinnen, hauptreferenten, hauptreferentinnen, eingeladene referenten, geladene referenten, eingeladene referentinnen und referenten, keynote-speaker, keynote-redner, keynote-rednerin, hauptvorträge, eingeladene vorträge
        relatori invitati, relatori principali, ospiti d'onore, palestrantes convidados, oradores principais, hoofdspreker, hoofdsprekers, distinguished speakers, main speaker, main speakers, principal speakers, headline speakers, expert speakers, conference speakers, our keynote speakers, invited talks, keynote talks
        experts, guests, lecture, presentation, présentation, präsentation, apresentação, speaker and panellists, invité, invitée, invités, invitées, expertinnen und experten, expertas, expertos, esperti, especialistas, featuring, who spoke, who will speak, who is speaking, our experts and speakers, speakers and panellists, speakers and moderators, speakers and chairs, line-up, lineup, lecturers and tutors, resource person, resource persons, trainers, invited guests,
        in conversation with, in conversation, keynote conversation, keynote dialogue, proposing the motion, opposing the motion, proposing, opposing, debaters, contributors, contributor, our experts, witnesses, performers
        speakers included, panellists included, contributors included, given by, by, delivered by, talk given by, lecture given by, with, avec, mit, con, com, met, with speakers""",
    Capacity.MODERATOR: """
        moderator, moderators, moderated by, moderation, moderating, panel moderator, session moderator, facilitator, facilitators, facilitated by, modérateur, modératrice, modérateurs, modération, modéré par, modérée par, animateur, animatrice, animé par, animée par, animation
        moderatorin, moderiert von, gesprächsleitung, diskussionsleitung, modera, moderan, moderador, moderadora, moderadores, moderado por, moderada por, coordina, moderación
        moderatore, moderatrice, moderatori, moderano, moderato da, coordinano, moderação, mediação, modereert, gespreksleider, gespreksleiding, onder leiding van, moderatorer, ordstyrer, ordstyrere, samtalsledare, moderatorka, moderatorzy, moderuje, prowadzenie, prowadzący, prowadząca, moderated and introduced by, hosted and moderated by""",
    Capacity.CHAIR: """
        sektionsleitung, sitzungsleitung, panelleitung, leitung der sektion, présidence de séance, présidence de session, chair, chairs, workshop chair, workshop chairs, symposium chair, symposium chairs, seminar chair, forum chair, panel chair, chaired by, conference chair, conference chairs, co-chair, co-chairs, chairperson, chairpersons, chairman, chairwoman, chair of the conference, chair of the meeting, session chair, session chairs, general chair, presiding, presided by, in the chair, chairing, chairing the panel, chairing the session, chaired and moderated by
        président de séance, présidente de séance, présidence, présidence de séance, présidé par, présidée par, sous la présidence de, président de session, présidente de session, vorsitz, sitzungsleitung, unter dem vorsitz von, preside, presiden, presidido por, presidida por, presidencia, presidente de mesa
        presiede, presieduto da, chair della sessione, presidência, preside à sessão, dagvoorzitter, voorzitter, voorzitterschap, ordförande, møteleder, mötesordförande, mødeleder, przewodniczący, przewodnicząca, przewodniczy""",
    Capacity.RAPPORTEUR: "rapporteur, rapporteurs, general rapporteur, rapporteure, rapporteur général, berichterstatter, berichterstatterin, relator, relatora, rapporteurs généraux, verslaggever",
    Capacity.PARTICIPANT: "participant, participants, participants include, list of participants, participants list, liste des participants, participantes, partecipanti, deelnemers, teilnehmende, teilnehmer, teilnehmerinnen und teilnehmer",
}  # fmt: skip
PARTNERS = {
    PartnerRole.PARTNER: """
        partner, partners, our partner, our partners, event partner, event partners, conference partner, conference partners, in partnership with, in association with, in collaboration with, in cooperation with, in co-operation with, in conjunction with, partner organisations
        partner organizations, partner institutions, partner institution, in partnership, partenaire, partenaires, en partenariat avec, en collaboration avec, en coopération avec, en association avec, avec le concours de, avec la collaboration de, in kooperation mit, in zusammenarbeit mit, kooperationspartner, in partnerschaft mit
        kooperationspartnerin, kooperationspartnerinnen, en colaboración con, con la colaboración de, colabora, colaboran, colaborador, colaboradores, entidad colaboradora, entidades colaboradoras, en asociación con, en cooperación con, socios, en alianza con
        kooperation, in kooperation, kooperationen, partenariat, partenariats, colaboración, colaboração, collaborazione, collaborazioni, samenwerking, cooperation, collaboration, in collaborazione con, con la collaborazione di, con la collaborazione della, in partnership con, in cooperazione con, partner istituzionali, enti partner, em parceria com, parceria, parceiros, em colaboração com, com a colaboração de, in samenwerking met, samenwerkingspartners, samarbete med, samarbeid med, samarbejde med, samarbetspartner, samarbetspartners, samarbeidspartnere, samarbejdspartnere, partnerzy, partnerzy wydarzenia, we współpracy z, współpraca, cooperating partners, collaborators, collaborating institutions, collaborating organisations, collaborating organizations, in cooperation""",
    PartnerRole.ORGANISER: """
        organiser, organisers, organizer, organizers, organised by, organized by, convened by, organising institution, organising institutions, organizing institution, organizing institutions, organising bodies, organisé par, organisée par, organisés par, organisées par, organisateur, organisateurs, organisatrice
        veranstalter, veranstalterin, veranstalterinnen, veranstaltet von, ausgerichtet von, organisiert von, eine veranstaltung von, eine veranstaltung des, eine veranstaltung der, organiza, organizan, organizado por, organizada por, organizados por, organizadas por, entidad organizadora, entidades organizadoras, organizador, organizadores, organizadora
        convoca, convocan, organised and hosted by, promosso da, promossa da, promosso e organizzato da, organizzato da, organizzata da, organizzatore, organizzatori, organizzazione, a cura di, enti organizzatori, ente organizzatore, organização, realização, promoção, organizado pela, organizado pelo, entidade organizadora, promovido por
        organisatie, georganiseerd door, organisator, organisatoren, presented and organised by, a project by, une proposition de, proposé par, proposée par, à l'initiative de, arrangör, arrangörer, arrangør, arrangører, arrangeras av, arrangeres av, arrangeret af, organizator, organizatorzy, organizatorka, organised jointly by, jointly organised by, organising partner, organising partners, organizing partner, organizing partners, lead partner, lead partners, jointly organized by, organizing body, main organiser, main organisers, lead organiser, event organiser, event organizer, event organizers, convening institution, convening institutions""",
    PartnerRole.CO_ORGANISER: """
        co-organiser, co-organisers, co-organizer, co-organizers, co-organised by, co-organized by, co-hosted by, co-convened by, coorganisé par, co-organisé par, co-organisateurs, coorganisateurs, mitveranstalter, mitveranstalterin, coorganiza, coorganizan, coorganizadores, coorganização, co-organizado por, medeorganisator, medarrangör, medarrangörer, medarrangør, medarrangører, współorganizator, współorganizatorzy, co-convenor, co-convenors, co-conveners, co-host, co-hosts, cohosted by, cohosts""",
    PartnerRole.SPONSOR: """
        commanditaire, commanditaires, sponsor, sponsors, our sponsor, our sponsors, sponsored by, event sponsor, conference sponsors, principal sponsor, principal sponsors, main sponsor, main sponsors, sponsorisé par, sponsoren, gesponsert von, patrocinador, patrocinadores, patrocina, patrocinan, patrocinado por, con el patrocinio de, gold sponsor, gold sponsors, silver sponsor, silver sponsors, bronze sponsor, bronze sponsors, platinum sponsor, platinum sponsors, sponsor tecnico, patrocínio, patrocinadores oficiais, gesponsord door, mede gesponsord door, co-sponsored by, cosponsored by, co-sponsor, co-sponsors, cosponsors, sponsorer, sponsorzy, sponsorstwo""",
    PartnerRole.FUNDER: """
        funder, funders, funded by, with funding from, financial support, financed by, financé par, financée par, financeurs, gefördert durch, gefördert von, gefördert vom, finanziert durch, finanziert von, förderer, förderin, förderung, finanzierung, financement, financiación, finanziamento, financiering, financia, financian, financiado por, financiada por, finanziato da, finanziata da, com financiamento de, financiamento, gefinancierd door, mede gefinancierd door, this event is funded by, this project is funded by, with financial support from, with financial support of, finansiert av, finansieras av, finansieret af, finansowanie, dofinansowanie, sfinansowano ze środków, with the financial support of""",
    PartnerRole.SUPPORTER: """
        supporter, supporters, supported by, with support from, with the support of, with thanks to, with the support from, our supporters, with kind support from, with the kind support of, with the generous support of, made possible by, made possible thanks to, supporting organisations, supporting organizations, supporting institutions, endorsed by, patrons, under the patronage of, under the auspices of, sous le patronage de, sous le haut patronage de, unter der schirmherrschaft von, med stöd av, med stöd från, med støtte fra, med støtte af, patronat, patronat honorowy, przy wsparciu, wsparcie, avec le soutien de, avec le soutien du, avec l'appui de, soutiens, soutenu par, soutenue par, mit unterstützung von, mit unterstützung durch, unterstützt von
        unterstützt durch, mit freundlicher unterstützung von, mit freundlicher unterstützung, unterstützer, con el apoyo de, con apoyo de, apoya, apoyan, apoyo, auspicia, auspician, auspiciado por
        con il patrocinio di, con il patrocinio della, con il patrocinio del, con il contributo di, con il contributo della, con il contributo del, con il sostegno di, con il sostegno della, con il supporto di, patrocinio, patrocini, sostenitori, apoio, apoios, com o apoio de, com o apoio da, com o apoio do, com o alto patrocínio de, met steun van, met ondersteuning van, mede mogelijk gemaakt door, ondersteund door""",
    PartnerRole.HOST: "host, hosts, hosted by, kindly hosted by, host institution, host organisation, gastgeber, gastgeberin, hôte, accueilli par, accueillie par, anfitrión, institución anfitriona, ospitato da, ospitata da, gastheer, organisation d'accueil, acolhido por",
}  # fmt: skip
# Labels of what no field of a proposal holds. They end a list of people or partners.
OTHERS = """
time, times, start time, fee, fees, cost, costs, price, prices, contact, contacts, registration, registration fee, accommodation, deadline, deadlines, important dates, language, languages, working language, programme, program, agenda, tags, tag, topics, topic, categories, category, share, type, format
email, e-mail, phone, tel, telephone, website, author, published, updated, posted, theme, conference theme, event type, details, tickets, rsvp, note, notes, background, objectives, aims, context, overview, abstract, press contact, media contact, download, downloads, scientific committee
organising committee, organizing committee, programme committee, program committee, local organising committee, scientific programme, event category, event categories, event tags, audience, number of participants, capacity, duration
heure, horaire, horaires, inscription, inscriptions, tarif, tarifs, contact presse, langue, langues, programme du colloque, renseignements, comité scientifique, comité d'organisation, thème, public, entrée
uhrzeit, zeit, anmeldung, kosten, teilnahmegebühr, kontakt, programm, sprache, pressekontakt, ansprechpartner, ansprechpartnerin, anmeldeschluss, zielgruppe, thema, tagungsgebühr, leitung, tagungsleitung, redaktion, unterkunft, eintritt
hora, horario, inscripción, inscripciones, precio, contacto, programa, idioma, idiomas, información, comité científico, comité organizador, tema, modalidad, entrada, público
orario, orari, iscrizioni, iscrizione, ingresso, programma, informazioni, contatti, segreteria organizzativa, segreteria scientifica, comitato scientifico, comitato organizzatore, lingua, lingue, traduzione
inscrições, contactos, contacto, horário, entrada livre, comissão científica, comissão organizadora, preço, informações
tijd, aanmelden, aanmelding, toegang, kosten, programma, meer informatie, doelgroep, voertaal
doors open, doors, admission, convenor, convenors, convener, conveners, age restriction, refund policy, ages, secretariat, timezone, documents, organising team, steering committee, advisory board, jury
anmälan, påmelding, tilmelding, kostnad, pris, språk, sprog, målgrupp, målgruppe, kontaktperson, rejestracja, zgłoszenia, język, kontakt, opłata, wstęp, komitet naukowy, komitet organizacyjny, godzina, klockslag, more information, further information, website, event website, contact email, event status, status, cost of attendance, about, about the event, about this event, who should attend, outcomes, follow us, share this
"""
ARTICLE = re.compile(
    r"^(?:the|our|die|der|das|les|la|le|los|las|el|nos|unsere|nuestros|i|gli|il|lo|os|as|onze)\s+"
)
# "Convened by the" stands above the name on a title page.
ARTICLE_BEHIND = re.compile(r"(?<=\w)(?:\s+(?:the|la|le|les|l'|die|der|dem|das|el|los|las))+$")
# Of these a meeting or a session has one, if the label is no plural.
LEADING = frozenset(map(str, (Capacity.CHAIR, Capacity.MODERATOR, Capacity.RAPPORTEUR)))
NUMBERED = re.compile(r"\s*\d{1,2}$")
MOST_CHARACTERS, MOST_KEPT = 60, 600
# A label with one of these words at its end may be followed by a name without a colon.
LEADS_ON = re.compile(
    r"(?:\b(?:by|with|of|from|to|par|avec|de|du|von|vom|mit|durch|des|der|por|con|da|di|della|del|pela|pelo|com|met|door|van|av|af|med|fra|från|z|przez))$"
)
# Heads of lists that names follow on the same line without a colon: "Moderation Dr. Anna Berg".
BARE = frozenset(["moderation", "moderator", "moderatorin", "modera", "moderan", "moderano", "coordina", "modereert", "chair", "keynote", "begrüßung", "presiede"])  # fmt: skip
# Words that are labels only on a line of their own or before a colon: "With open eyes" is a title.
NOT_LEADING = frozenset(["by", "with", "avec", "mit", "con", "com", "met", "med", "av"])
# Adjectives of a label, before its noun and behind it.
BEFORE_NOUN = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "morning", "afternoon", "evening", "headline", "media", "official", "strategic", "lead", "additional", "local", "invited", "confirmed", "distinguished", "featured", "main", "other", "further", "guest", "expert", "international", "special", "plenary", "honorary", "eingeladene", "geladene", "weitere", "unsere", "principaux", "autres", "principales", "otros", "otras", "altri", "principali", "outros", "overige", "onze"])  # fmt: skip
BEHIND_NOUN = frozenset(["include", "confirmed", "invited", "invités", "invitées", "confirmés", "confirmées", "principaux", "invitados", "invitadas", "confirmados", "confirmadas", "principales", "invitati", "confermati", "principali", "convidados", "convidadas", "confirmados", "principais"])  # fmt: skip
JOINED = re.compile(r"\s*[,/&|]\s*|\s+(?:and|und|et|y|e|en|og|och|i)\s+")
# A label as the subject of a sentence: "The hosts are …", "Moderator ist …".
IS = re.compile(
    r"(?:^|(?<=; ))(?P<label>[^\s.,;:][^.,;:]{2,40}?)\s+(?:(?:will be|include[ds]?|is|are|was|were|ist|sind|war|waren|est|sont|était|étaient|es|son|fue|fueron|sarà|è|sono|é|são|foi|foram|is|zijn|was)\s+)(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Label:
    """A label at the start of a line. `end` is where the rest of the line begins.

    `one`: it is followed by one name ("Chair"), not by several ("Speakers").
    """

    field: str
    value: str
    text: str
    end: int
    one: bool = False

    @property
    def heads(self) -> bool:
        """Whether a list of people stands below it, and not below "Opening" or "Welcome"."""
        return self.value in LEADING or self.text.casefold().endswith(
            ("s", "en", "include", "panel", "ri", "ti", "by", "with", "avec")
        )


def label_of(line: str) -> Label | None:
    """The label with which `line` begins, or which it is. Many rules ask for that of the same lines.

    >>> label_of("Moderation: Sabine Reuter").value
    'moderator'
    """
    return _read(line) if len(line) <= MOST_KEPT else _read.__wrapped__(line)


@lru_cache(maxsize=2048)
def _read(line: str) -> Label | None:
    head = line[: MOST_CHARACTERS + 1]
    colon = head.find(":")
    if colon > 0 and (label := _known(line[:colon])):
        return _label(line, label, line[:colon], _after(line, colon + 1))
    if len(line) <= MOST_CHARACTERS and (label := _known(line)):
        return _label(line, label, line, len(line))
    return _leading(line)


def _leading(line: str) -> Label | None:
    """The longest label without a colon: "In partnership with the Lake Trust"."""
    words = list(re.finditer(r"\S+", line[: MOST_CHARACTERS + 1]))[:7]
    for count in range(len(words) - 1, 0, -1):
        text = line[: words[count - 1].end()]
        plain = text.casefold()
        leads = plain not in NOT_LEADING and (LEADS_ON.search(plain) or plain in BARE)
        # "Chair in Labour History" is an office.
        leads = leads and words[count].group().casefold() not in ("in", "of", "for", "at")
        if (
            leads
            and (label := _known(text))
            and label[0] in (PERSON_LABEL, PARTNER_LABEL, VENUE_LABEL)
        ):
            return _label(line, label, text, words[count].start())
    return None


def _after(line: str, place: int) -> int:
    return place + len(line[place:]) - len(line[place:].lstrip())


def _label(line: str, meaning: tuple[str, str], text: str, end: int) -> Label:
    one = meaning[1] in LEADING and not _plain(text).endswith(("s", "es", "an", "en", "ri", "no"))
    return Label(*meaning, text.strip(" :"), end, one)


def _plain(text: str) -> str:
    text = " ".join(text.casefold().replace("’", "'").split()).strip(" .:·•*-–—")
    return ARTICLE_BEHIND.sub("", ARTICLE.sub("", text) or text)


def _known(text: str) -> tuple[str, str] | None:
    plain = _plain(text)
    table = _table()
    return table.get(plain) or table.get(NUMBERED.sub("", plain)) or _composed(plain)


def _composed(plain: str) -> tuple[str, str] | None:
    """The meaning of a label with an adjective ("invited experts"), or of two joined ("date, place"):
    its line begins with the day."""
    table, words = _table(), plain.split()
    if len(words) > 1 and words[0] in BEFORE_NOUN:
        return table.get(" ".join(words[1:])) or _composed(" ".join(words[1:]))
    if len(words) > 1 and words[-1] in BEHIND_NOUN:
        return table.get(" ".join(words[:-1]))
    parts = JOINED.split(plain)
    known = [table.get(part) for part in parts] if len(parts) > 1 else []
    fields = {label[0] if label else "" for label in known}
    if fields <= {DATE_LABEL, VENUE_LABEL, OTHER_LABEL} and fields & {DATE_LABEL, VENUE_LABEL}:
        return (VENUE_LABEL, "") if fields == {VENUE_LABEL} else (DATE_LABEL, "")
    return None


@cache
def _table() -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for field, words in (
        (OTHER_LABEL, OTHERS),
        (DATE_LABEL, DATES),
        (VENUE_LABEL, VENUES),
        (CODE_LABEL, CODES),
    ):
        table |= dict.fromkeys(_words(words), (field, ""))
    for field, group in ((PERSON_LABEL, PEOPLE), (PARTNER_LABEL, PARTNERS)):
        for value, words in group.items():
            table |= dict.fromkeys(_words(words), (field, str(value)))
    return table


def _words(text: str) -> list[str]:
    return [word.strip() for word in re.split(r"[,\n]", text) if word.strip()]
