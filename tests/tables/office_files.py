"""Tables as offices keep them. Each function writes one and returns its path."""

import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook


def text_file(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.strip("\n").replace("\n", "\r\n").encode(encoding) + b"\r\n")
    return path


def book(folder: Path, *sheets: tuple[str, list[list]], merged: tuple[str, ...] = ()) -> Path:
    """An XLSX. `merged` ranges are in the last sheet."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    path = folder / "office.xlsx"
    workbook.save(path)
    return path


def english_list(folder: Path) -> Path:
    return text_file(
        folder,
        "events.csv",
        """
Human rights conferences,,,,
"Compiled by the secretariat, May 2019",,,,
,,,,
Name of event,Date(s),Venue,Partner organisations,Budget
Rights and security,13–15 January 2016,Wilton Park,Ministry of Foreign Affairs; UNICEF,12000
Peace at work,spring 2017,Geneva,"UNICEF
Oslo Peace Centre (OPC)",8000
,,,,
Total,,,,20000
""",
    )


def german_export(folder: Path) -> Path:
    return text_file(
        folder,
        "tagungen.csv",
        """
Übersicht der Tagungen;;;;;
Titel;Zeitraum;Ort;Veranstalter;Geldgeber;Art
Menschenrechte im Gespräch;3.–5. März 2011;Köln;Universität Köln;Stiftung Brückenschlag;Tagung
Frieden und Recht;12.10.2012;Zürich;Universitat Koln;"Stiftung Brückenschlag; Stadt Zürich";Klausur
Summe;;;2;3;
Stand: Mai 2013;;;;;
""",
        "cp1252",
    )


def french_list(folder: Path) -> Path:
    return text_file(
        folder,
        "colloques.csv",
        """
N°;Intitulé;Du;Au;Lieu;Partenaires;Intervenants;Observations
1;Droits et libertés;04/02/2009;04/02/2009;Genève;Fondation du Léman;DUPONT Marie;
2;La paix durable;13/05/2010;15/05/2010;Genève;Fondation du Leman;Mme Claire Fontaine (Juge);complet
""",
    )


def spanish_unicode_text(folder: Path) -> Path:
    return text_file(
        folder,
        "congresos.csv",
        """
Título\tFecha\tSede\tPonentes
Derechos humanos hoy\t5 de mayo de 2014\tMadrid\tGarcía, María; Ruiz, Juan
Memoria y justicia\t2015\tSevilla\tRuiz, Juan
""",
        "utf-16",
    )


def several_sheets(folder: Path) -> Path:
    path = book(
        folder,
        ("Read me", [["This file is kept by the office."], ["Ask Ann."]]),
        (
            "Events",
            [
                ["Conferences 2015–2016"],
                [],
                ["Code", "Title", "Date", "Location", "Sponsors", "Cost"],
                [2015],
                [
                    "WP1401",
                    "Water and rights",
                    datetime.date(2015, 3, 4),
                    "Oslo",
                    "Nordic Fund",
                    10,
                ],
                ["WP1402", "Cities", datetime.date(2015, 9, 1), "Rome", None, "=10*2"],
                [2016],
                ["WP1500", "Law at sea", datetime.date(2016, 1, 1), "Malta", "Nordic Fund", 5],
                ["Total", None, None, None, None, "=SUM(F5:F8)"],
            ],
        ),
        merged=("A1:F1", "A4:F4", "A7:F7"),
    )
    workbook = load_workbook(path)
    workbook["Events"]["C6"].number_format = "mmm yyyy"
    workbook["Events"]["C8"].number_format = "yyyy"
    workbook.save(path)
    return path


def one_row_a_speaker(folder: Path) -> Path:
    rows = [
        ["Conference", "When", "Speaker", "Chair"],
        ["Press and power", "May 2013", "Doe, Jane", "Roe, Richard"],
        [None, None, "Smith, John", None],
        [None, None, "Łukasiewicz, Anna", None],
        ["Data and dignity", "June 2014", "DOE, JANE", None],
    ]
    return book(folder, ("Sheet1", rows), merged=("A2:A4", "B2:B4", "D2:D4"))


def rows_that_go_on(folder: Path) -> Path:
    return text_file(
        folder,
        "programme.csv",
        """
Event,Date,Speakers,Topics
Rivers,June 2001,Jane Doe,"water, law"
,,John Smith,peace
Mountains,July 2002,Jane Doe,
""",
    )


def two_header_rows(folder: Path) -> Path:
    rows = [
        ["List of meetings"],
        ["Title", "Dates", None, "Partners", None],
        [None, "From", "To", "Host", "Funder"],
        [
            "Trade",
            datetime.datetime(2018, 5, 2),
            datetime.datetime(2018, 5, 4),
            "City of Bonn",
            "Bonn Fund",
        ],
        [
            "Trust",
            datetime.datetime(2019, 6, 7),
            datetime.datetime(2019, 6, 7),
            "City of Bonn",
            None,
        ],
    ]
    return book(folder, ("Meetings", rows), merged=("A2:A3", "B2:C2", "D2:E2"))


def editions(folder: Path) -> Path:
    """The editions of one series, with the same title each year."""
    return text_file(
        folder,
        "editions.csv",
        """
Edition,Title,Year,Dates,Type,Attendance
1st,Oceans conference,1998,12-14 May,Conference,by invitation
2nd,Oceans conference,1999,,Conference,open to the public
3rd,Oceans conference,2000,late autumn,Retreat,
""",
    )


def keys_and_serials(folder: Path) -> Path:
    """Days as the numbers that a spreadsheet counts, and the header again on page two."""
    rows = [
        ["Key", "Event title", "Start date", "End date", "Organised by"],
        ["WP1001", "Borders", 40189, 40191, "Ministry of Foreign Affairs; Border Institute"],
        ["Key", "Event title", "Start date", "End date", "Organised by"],
        ["retreat-2011", "Retreat", 40544, 40544, "Border Institute"],
    ]
    return book(folder, ("Liste", rows))


def people_in_two_columns(folder: Path) -> Path:
    rows = [
        ["Teilnehmerliste"],
        ["Nachname", "Vorname", "Anrede", "Einrichtung", "Funktion", "E-Mail"],
        ["Müller", "Anna", "Dr.", "UNICEF", "Direktorin", "a@example.org"],
        ["Doe", "Jane", "Ms", "Town of Bath", None, "j@example.org"],
    ]
    return book(folder, ("Tabelle1", rows), merged=("A1:F1",))


def people_surname_first(folder: Path) -> Path:
    return text_file(
        folder,
        "speakers.csv",
        """
Full name;Organisation;Position
"Dr. Müller, Anna";UNICEF;
"van der Berg, Jan";;Judge
"García López, María José";Universidad de Sevilla;Professor
""",
    )


def partner_list(folder: Path) -> Path:
    return text_file(
        folder,
        "partner.csv",
        """
Einrichtung;Kürzel;Typ;Land;Webseite;Ansprechpartner
Außenministerium;UM;Ministerium;Finnland;www.um.fi;Fr. Virtanen
Ärzte ohne Grenzen;MSF;NGO;Schweiz;https://msf.org;
Denkraum Basel;;Thinktank;Schweiz;;
""",
        "cp1252",
    )


def venue_list(folder: Path) -> Path:
    return text_file(
        folder,
        "orte.csv",
        """
Name;Adresse;Stadt;Land;Breitengrad;Längengrad
Rathaus;Marktplatz 1;Köln;Deutschland;50,938;6,959
Palais;Rue du Lac 2;Genève;Suisse;46,2;6,15
""",
    )


def quote_list(folder: Path) -> Path:
    return text_file(
        folder,
        "zitate.csv",
        """
Zitat;Sprecher;Funktion;Datum;Anlass
Rechte sind nicht verhandelbar.;Müller, Anna;Direktorin;Mai 2010;Eröffnung
Der Frieden beginnt im Kleinen.;Doe, Jane;;;
""",
    )


def polish_list(folder: Path) -> Path:
    """Headers in a language that Plenary does not know."""
    return text_file(
        folder,
        "lista.csv",
        """
Lista konferencji
Tytuł;Termin konferencji;Współpraca
Prawa człowieka;2005;UNICEF
""",
    )


def many_merged_ranges(folder: Path) -> Path:
    """Long cells, and tall ranges over one another, as no program writes them."""
    long = ["x" * 30_000, "a b " * 3_000]
    rows = [["Name", "Country"], *([name] for name in long), *([f"N {n}"] for n in range(100))]
    path, hostile = book(folder, ("S", rows)), folder / "hostile.xlsx"
    ranges = "".join(f'<mergeCell ref="D{row}:D1048576"/>' for row in range(10, 5_000))
    with ZipFile(path) as source, ZipFile(hostile, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                merged = f"</sheetData><mergeCells>{ranges}</mergeCells>"
                content = content.replace(b"</sheetData>", merged.encode())
            target.writestr(name, content)
    return hostile
