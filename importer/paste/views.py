"""What a form asks when somebody pastes a page: a look at its blocks, and then the blocks."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST
from wagtail.models import Page

from cms.blocks import BodyBlock
from cms.blocks.text import HeadingBlock
from cms.text.numbers import whole_number
from importer.extract import UnreadablePage
from importer.review.records import Records

BLOCK_LABELS = {"list": "List", "table": "Table", "quote": "Quotation"}


@dataclass
class BlockRow:
    """A block in the list that an editor looks at."""

    number: int
    kind: str
    block: Any
    note: str = ""

    def lines(self) -> list[list[str]]:
        """The rows of a table. Only a cell of rich text is markup, and it is clean."""
        rich = [column["type"] == "rich_text" for column in self.block.value["columns"]]
        return [
            [
                mark_safe(cell) if is_rich else cell  # noqa: S308
                for cell, is_rich in zip(line["values"], rich, strict=True)
            ]
            for line in self.block.value["rows"]
        ]


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """`{"preview": "<ul>…"}` of what was pasted. With `take`, the numbers of the blocks to take:
    `{"blocks": […]}`, as the form of a body holds them. `{"problem": "…"}` for what is no page."""
    page = _page(request)
    # The patterns of the reader take half a second to compile: only those who paste pay.
    from .blocks import read_pasted

    try:
        pasted = read_pasted(request.POST.get("html", ""), request.POST.get("text", ""))
        if "take" not in request.POST:
            return JsonResponse({"preview": _preview(request, pasted, page)})
        numbers = set(map(whole_number, request.POST.getlist("take")))
        taken = [block for number, block in enumerate(pasted.blocks) if number in numbers]
        with transaction.atomic():
            return JsonResponse({"blocks": _states(taken, page, request.user)})
    except UnreadablePage as refusal:
        problem = str(refusal)
    except ValidationError as error:
        problem = " ".join(error.messages)
    return JsonResponse({"problem": problem}, status=400)


def _page(request: HttpRequest) -> Page:
    """The page whose form asks, or the one that a new page goes below."""
    page = get_object_or_404(Page, pk=whole_number(request.POST.get("page", "")) or 0)
    rights = page.permissions_for_user(request.user)
    if not (rights.can_edit() or rights.can_add_subpage()):
        raise PermissionDenied
    return page


def _preview(request: HttpRequest, pasted: Any, page: Page) -> str:
    rows = [
        BlockRow(number, _kind(block), block, _note(block, page, request.user))
        for number, block in enumerate(pasted.blocks)
    ]
    context = {"rows": rows, "pictures": pasted.pictures}
    return render_to_string("importer/paste/preview.html", context, request)


def _kind(block: Any) -> str:
    if block.type != "heading":
        return BLOCK_LABELS.get(block.type, "Paragraph")
    levels = HeadingBlock.base_blocks["level"].field.choices
    return f"Heading: {dict(levels)[block.value['level']].lower()}"


def _note(block: Any, page: Page, user: Any) -> str:
    from .quotations import known_quote, may_make

    if block.quotation is None:
        return ""
    if known_quote(block.quotation, page.locale):
        return "The archive has this quote already. The text shows that record."
    if may_make(user):
        return "Plenary makes a draft of a quote, and the text shows it."
    return "You may not add quotes, so it becomes a paragraph."


def _states(blocks: list[Any], page: Page, user: Any) -> Any:
    """The blocks with ids, as the form shows them."""
    from .quotations import known_quote, may_make, record_of

    records = Records(page.locale, user=user)
    raw = []
    for block in blocks:
        kind, value, quotation = block.type, block.value, block.quotation
        if quotation and (may_make(user) or known_quote(quotation, page.locale)):
            value = record_of(quotation, records).pk
        elif quotation:
            kind, value = "paragraph", quotation.as_paragraphs
        raw.append({"type": kind, "value": value, "id": str(uuid4())})
    body = BodyBlock()
    return body.get_form_state(body.to_python(raw))
