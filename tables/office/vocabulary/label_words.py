"""What office tables call their columns, in English, French, German and Spanish.

A line is a target with its names, the likeliest first. A target is a column of ours, or a part of
one: `dates.start`, `partners.sponsor`.
"""

DATES = """
dates: date, dates, when, held on, day, days, date of event, event date, datum, termin,
    zeitraum, zeit, wann, tag, dates de l'événement, période, quand, fecha, fechas, cuándo,
    periodo
dates.start: from, start, start date, starts, begin, begins, first day, date from, von, beginn,
    anfang, startdatum, datum von, du, début, date de début, desde, inicio, fecha de inicio
dates.end: to, end, end date, ends, until, last day, date to, bis, ende, enddatum, datum bis,
    au, fin, date de fin, hasta, fecha de fin
dates.year: year, jahr, année, an, año
dates_stated: date as stated, dates as stated, date in words
"""

SHARED_LABELS = """
key: key, schlüssel, clé, clave
internal_notes: notes, note, remarks, remark, comment, comments, bemerkung, bemerkungen,
    anmerkung, anmerkungen, notiz, notizen, remarque, remarques, observations, commentaire,
    notas, observaciones, comentarios
summary: summary, description, abstract, short description, about, beschreibung,
    kurzbeschreibung, zusammenfassung, inhalt, résumé, description courte, resumen, descripción
"""

EVENT = """
title: title, name, event, event name, event title, name of event, name of the event, title of
    event, conference, conference title, name of conference, meeting, titel, veranstaltung,
    veranstaltungstitel, name der veranstaltung, titel der veranstaltung, tagung, konferenz,
    bezeichnung, titre, intitulé, nom, nom de l'événement, événement, colloque, conférence,
    manifestation, título, nombre, nombre del evento, evento, título del evento, congreso,
    conferencia, denominación
code: code, event code, reference, ref, reference number, project code, kürzel,
    veranstaltungsnummer, kennung, projektnummer, référence, code événement, código, referencia
series: series, conference series, reihe, veranstaltungsreihe, serie, série, cycle, ciclo
ordinal: number, no, nr, edition, edition number, nummer, ausgabe, auflage, lfd nr, numéro, n,
    édition, número, núm, edición
kind: type, kind, type of event, event type, format, art, typ, veranstaltungsart, type
    d'événement, genre, tipo, tipo de evento
phase: status, état d'avancement, estado
access: access, attendance, zugang, accès, acceso
mode: mode, online or in person, durchführung, modalité, modalidad
venue: venue, location, tagungsort, veranstaltungsort, veranstaltungsstätte, salle, lieu de la
    conférence, sede, recinto
place_stated: place, city, town, where, country, venue city, ort, stadt, wo, land, lieu, ville,
    où, pays, lugar, ciudad, dónde, país
organiser: organiser, organizer, organised by, organized by, lead organisation, veranstalter,
    organisator, ausrichter, organisateur, organisé par, organizador, organizado por
partners: partner, partners, partner organisations, partner organizations, partner organisation,
    partnership, partners and sponsors, in partnership with, in cooperation with, in
    collaboration with, in association with, together with, jointly with, cooperation
    partners, in zusammenarbeit mit, in kooperation mit, in partnerschaft mit, gemeinsam mit, en
    partenariat avec, en collaboration avec, en coopération avec, conjointement avec, en
    colaboración con, en cooperación con, en asociación con, junto con, conjuntamente con,
    partnerorganisationen, kooperationspartner, partner der veranstaltung, partenaire,
    partenaires, organisations partenaires, socio, socios, organizaciones socias, entidades
    colaboradoras, colaboradores
partners.co-organiser: co organiser, co organisers, co organizer, co organizers,
    mitveranstalter, coorganisateur, coorganisateurs, co organisateurs, coorganizador,
    coorganizadores
partners.sponsor: sponsor, sponsors, sponsored by, sponsoren, parrain, parrains, patrocinador,
    patrocinadores
partners.funder: funder, funders, funded by, funding, donor, donors, geldgeber, förderer,
    gefördert von, finanzierung, bailleur, bailleurs, financement, financé par, financiador,
    financiadores, financiado por, financiación
partners.supporter: supporter, supporters, supported by, with the support of, unterstützer,
    unterstützt von, soutien, avec le soutien de, con el apoyo de, apoyo
partners.host: host, hosts, hosted by, gastgeber, hôte, anfitrión
people: speaker, speakers, people, keynote, keynote speaker, keynote speakers, lecturers,
    presenter, presenters, referent, referenten, referentin, referierende, redner, vortragende,
    intervenant, intervenants, orateur, orateurs, ponente, ponentes, orador, oradores
people.chair: chair, chairs, chaired by, chairperson, chairman, vorsitz, leitung, vorsitzende,
    président, présidence, presidente, presidencia
people.moderator: moderator, moderators, moderation, moderated by, modérateur, modération,
    moderador, moderadores
people.rapporteur: rapporteur, rapporteurs, berichterstatter, relator, relatores
people.participant: participant, participants, attendee, attendees, teilnehmer, teilnehmende,
    teilnehmerliste, liste des participants, participantes, asistentes
themes: theme, themes, topic, topics, subject, subjects, keyword, keywords, tags, thema, themen,
    stichworte, schlagworte, thème, thèmes, sujet, sujets, mots clés, tema, temas, palabras
    clave
same_as: website, web site, web, url, link, homepage, internet, webseite, site web, site
    internet, site, sitio web, página web, enlace
audience_stated: audience, target group, zielgruppe, public, público, destinatarios
"""

PARTNER = """
name: name, organisation, organization, partner, institution, organisation name, name of
    organisation, full name, bezeichnung, einrichtung, name der organisation, nom, organisme,
    nom de l'organisation, nombre, organización, entidad, institución
acronym: acronym, abbreviation, short name, abkürzung, kürzel, kurzname, sigle, acronyme, sigla,
    siglas, acrónimo
kind: type, kind, category, art, typ, kategorie, catégorie, tipo, categoría
country: country, nation, state, land, staat, pays, état, país
parent: parent, part of, parent organisation, gehört zu, träger, organisme de tutelle, matriz
names: other names, former name, former names, also known as, frühere namen, andere namen,
    anciens noms, autres noms, otros nombres
website: website, web site, web, url, link, homepage, internet, webseite, site web, site
    internet, site, sitio web, página web, enlace
"""

PERSON = """
summary: summary, biography, bio, about, lebenslauf, kurzbiografie, biographie, biografía
name: name, full name, person, speaker, display name, participant, vollständiger name, referent,
    teilnehmer, nom complet, intervenant, nombre completo, nombre y apellidos, ponente
given_name: first name, given name, forename, vorname, prénom, nombre, nombre de pila
family_name: last name, surname, family name, nachname, familienname, zuname, nom de famille,
    nom, apellido, apellidos
honorific: honorific, salutation, anrede, akademischer titel, civilité, tratamiento, prefix
affiliations.organisation: organisation, organization, affiliation, institution, company,
    employer, einrichtung, firma, organisme, organización, institución, entidad
affiliations.role: role, position, function, job title, title, office, funktion, rolle, titel,
    fonction, poste, titre, cargo, función, puesto
orcid: orcid, orcid id
"""

VENUE = """
name: name, venue, location, ort, veranstaltungsort, tagungsort, nom, lieu, nombre, sede
address_lines: address, street, anschrift, straße, adresse, rue, dirección, calle
locality: city, town, stadt, ville, ciudad
country: country, nation, state, land, staat, pays, état, país
latitude: latitude, lat, breite, breitengrad, latitud
longitude: longitude, long, lon, lng, länge, längengrad, longitud
"""

THEME = """
label: label, theme, topic, name, keyword, thema, schlagwort, thème, sujet, tema
broader: broader, parent, oberbegriff, terme générique, término general
alternative_labels: alternative labels, synonyms, also, synonyme, synonymes, sinónimos
"""

QUOTE = """
text: text, quote, quotation, zitat, wortlaut, citation, texte, cita, texto
speaker: speaker, person, said by, author, sprecher, autor, von, auteur, orador, persona
role_then: role, office, function, funktion, amt, fonction, cargo
occasion_stated: occasion, where, anlass, gelegenheit, circonstance, ocasión
occasion_event: event, conference, veranstaltung, événement, evento
"""

REFERENCE = """
name: name, title, document, titel, bezeichnung, nom, titre, nombre, título
issuer: issuer, issued by, body, herausgeber, organe, émetteur, emisor
symbol: symbol, document symbol, aktenzeichen, cote, signatura
kind: type, kind, art, typ, tipo
url: website, web site, web, url, link, homepage, internet, webseite, site web, site internet,
    site, sitio web, página web, enlace
"""

SERIES = """
title: title, name, series, titel, reihe, titre, nom, série, título, nombre, serie
aliases: other names, former name, former names, frühere namen, anciens noms, otros nombres
cadence_stated: frequency, cadence, turnus, fréquence, frecuencia
organiser: organiser, organizer, veranstalter, organisateur, organizador
themes: theme, themes, themen, thèmes, temas
same_as: website, web site, web, url, link, homepage, internet, webseite, site web, site
    internet, site, sitio web, página web, enlace
"""

COLUMN_LABELS = {
    "event": DATES + SHARED_LABELS + EVENT,
    "partner": SHARED_LABELS + PARTNER,
    "person": SHARED_LABELS + PERSON,
    "venue": SHARED_LABELS + VENUE,
    "theme": SHARED_LABELS + THEME,
    "quote": DATES + SHARED_LABELS + QUOTE,
    "reference": DATES + SHARED_LABELS + REFERENCE,
    "series": SHARED_LABELS + SERIES,
}
