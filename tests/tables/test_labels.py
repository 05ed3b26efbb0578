"""What a column of an office table is called says what it is, by the head of its name."""

import pytest

from tables.kinds import TABLES
from tables.office.header import Header, proposed

BY_KIND = {table.kind: table for table in TABLES}


def target(name: str, kind: str = "event") -> str:
    return proposed(Header(1, 1, (name,)), BY_KIND[kind])[name]


@pytest.mark.parametrize(
    ("expected", "names"),
    [
        ("title", "Name of the meeting|Title of event|Name of workshop|Conference title"
         "|Meeting name|Name der Tagung|Bezeichnung der Sitzung|Konferenztitel|Titel des Seminars"
         "|Intitulé du colloque|Nom de la réunion|Titre de l’atelier|Nombre del encuentro"
         "|Título de la conferencia|Denominación del seminario"),
        ("dates", "Date of the conference|Dates of meeting|Conference dates|Datum der Tagung"
         "|Veranstaltungsdatum|Termin des Treffens|Date du colloque|Dates de la rencontre"
         "|Fecha del congreso|Fechas de la reunión"),
        ("dates.start", "Start of the conference|Start date of the event|Beginn der Tagung"
         "|Début de la manifestation|Inicio del evento"),
        ("dates.end", "End of the conference|Ende der Veranstaltung|Fin du colloque"),
        ("place_stated", "Place of the meeting|City of the conference|Country of event"
         "|Ort der Tagung|Ville du colloque|Lugar del encuentro|Meeting place|Name of the city"),
        ("venue", "Venue of the conference|Conference venue|Name of venue|Venue name"),
        ("kind", "Type of meeting|Art der Veranstaltung|Type de manifestation|Tipo de encuentro"),
        ("organiser", "Organiser of the event|Name of the organiser|Veranstalter der Tagung"
         "|Organisateur du colloque|Nombre del organizador"),
        ("partners", "Together with|In partnership with|Jointly with|In cooperation with"
         "|Names of partners|Partner name|In Zusammenarbeit mit|Gemeinsam mit"
         "|En partenariat avec|Conjointement avec|En colaboración con|Junto con|Nom du partenaire"),
        ("people", "Name of the speaker|List of speakers|Speaker name|Name der Referentin"
         "|Liste des intervenants|Nombre del ponente"),
        ("people.chair", "Name of the chair|Chair of the meeting"),
        ("people.participant", "List of participants|Participants of the workshop"
         "|Lista de participantes"),
        ("series", "Name of the series|Series name"),
    ],
)  # fmt: skip
def test_a_name_of_several_words_is_understood_by_its_head(expected, names):
    read = {name: target(name) for name in names.split("|")}
    assert read == dict.fromkeys(read, expected)


@pytest.mark.parametrize(
    "name",
    ["Date of birth", "Date of payment", "Date of the next meeting", "Date of report",
     "Title of speaker", "Title of the report", "Name of contact person", "Name of the file",
     "Name of the hotel", "Number of participants", "Number of meetings", "Number of the meeting",
     "Number of speakers", "Cost of the conference", "Conference fee", "Meeting notes",
     "Notes of the meeting", "Minutes of the meeting", "Event contact", "Conference language",
     "Partner country", "Speaker title", "Place of birth", "Type of room", "End of contract",
     "Start of registration", "Country of birth", "List of documents", "Geburtsdatum",
     "Datum der Rechnung", "Anzahl der Teilnehmer", "Titel der Referentin", "Name der Datei",
     "Tagungsgebühr", "Konferenzsprache", "Ende der Anmeldung", "Date de naissance",
     "Date de la facture", "Nombre de participants", "Nom du fichier", "Titre du rapport",
     "Fecha de nacimiento", "Fecha de pago", "Número de participantes", "Nombre del archivo",
     "Name", "Nombre de asistentes"],
)  # fmt: skip
def test_a_name_that_only_begins_alike_is_not_proposed(name):
    assert target(name) == ("title" if name == "Name" else "")


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("partner", "Name of the organisation", "name"),
        ("partner", "Country of the institution", "country"),
        ("partner", "Pays de l’organisme", "country"),
        ("partner", "Partner website", "website"),
        ("partner", "Country of birth", ""),
        ("person", "Name of the speaker", "name"),
        ("person", "Nachname der Referentin", "family_name"),
        ("person", "Name of organisation", "affiliations.organisation"),
        ("person", "Date of birth", ""),
        ("reference", "Title of the document", "name"),
    ],
)
def test_other_tables_have_names_of_their_own(kind, name, expected):
    assert target(name, kind) == expected
