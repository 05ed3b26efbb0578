"""Files as real programs write them, about an invented conference."""

import io
import zipfile
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate, Spacer, Table

TITLE = "Oceans in common: who governs the sea beyond the coast, and how (LH2107)"
DATES, PLACE = "7–9 May 2021", "Water Hall, Annecy"
LEAD = (
    "This Lakeside House conference asks how neighbours share a sea. It is an invitation only "
    "meeting. It is held in partnership with the Coral Institute and the Harbour Foundation."
)
AIMS = "The 4th conference in the annual oceans series will look at fishing rights."
REGISTER = "https://lakeside.example/register"
STYLES = getSampleStyleSheet()


def pdf(story: list[Any], **options: Any) -> bytes:
    file = io.BytesIO()

    def edges(canvas: Canvas, template: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 30, "Lakeside House, papers")
        canvas.drawRightString(540, 30, f"Page {template.page}")

    template = SimpleDocTemplate(file, pagesize=A4, **options)
    template.build(story, onFirstPage=edges, onLaterPages=edges)
    return file.getvalue()


def programme_pdf(
    title: str = TITLE, dates: str = DATES, aims: str = AIMS, **options: Any
) -> bytes:
    normal, body, heading = STYLES["Normal"], STYLES["BodyText"], STYLES["Heading2"]
    link = f"<link href='{REGISTER}'>Register here</link>"
    items = [Paragraph(name, normal) for name in ("The rights of fishers", "Ports")]
    story = [
        *(Paragraph(title, STYLES["Title"]), Paragraph(dates, normal), Paragraph(PLACE, normal)),
        *(Spacer(1, 12), Paragraph(LEAD, body), Paragraph("Aims", heading), Paragraph(aims, body)),
        ListFlowable(items, bulletType="bullet"),
        Table([["09:00", "Opening"], ["10:30", "Who owns a sea?"]]),
        Paragraph(link, normal),
    ]
    return pdf(story, **options)


def long_pdf(paragraphs: int) -> bytes:
    text = " ".join(["The sea is wide, and its rules are old."] * 12)
    story = [Paragraph(f"{number}: {text}", STYLES["BodyText"]) for number in range(paragraphs)]
    return pdf([Paragraph(TITLE, STYLES["Title"]), Paragraph(DATES, STYLES["Normal"]), *story])


def paged_pdf(*texts: str) -> bytes:
    """A PDF with a page for each text. A page with an empty text has none."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for text in texts:
        for number, line in enumerate(text.splitlines()):
            canvas.drawString(60, 700 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def scanned_pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def docx(title: str = TITLE, dates: str = DATES, aims: str = AIMS) -> bytes:
    document: Any = Document()
    document.core_properties.title = "programme_final2"
    document.add_heading(title, 0)
    document.add_paragraph(dates)
    document.add_paragraph(PLACE)
    document.add_paragraph(LEAD)
    document.add_heading("Aims", 1)
    document.add_paragraph(aims)
    document.add_paragraph("The rights of fishers", style="List Bullet")
    table = document.add_table(2, 2)
    for row, texts in zip(table.rows, [("09:00", "Opening"), ("10:30", "Seas")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    add_link(document.add_paragraph(), "Register here", REGISTER)
    return saved(document)


def plain_docx() -> bytes:
    """As most people write: without the styles of the program."""
    document: Any = Document()
    for line in ("Oceans in common (LH2107)", DATES, PLACE, LEAD, AIMS):
        document.add_paragraph(line)
    return saved(document)


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def add_link(paragraph: Any, text: str, url: str) -> None:
    """A link as Word writes it: python-docx reads them, and does not write them."""
    link = OxmlElement("w:hyperlink")
    key = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), key)
    link.append(paragraph.add_run(text)._r)
    paragraph._p.append(link)


def docx_with(text: bytes) -> bytes:
    """A document with other bytes as its text."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as parts, zipfile.ZipFile(file, "w", 8) as copy:
        for part in parts.namelist():
            copy.writestr(part, text if part == "word/document.xml" else parts.read(part))
    return file.getvalue()


def docx_bomb() -> bytes:
    """A document whose text unpacks to 64 MB of blanks."""
    return docx_with(b" " * 64 * 1024**2)
