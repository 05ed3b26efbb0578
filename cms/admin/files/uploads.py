"""Many pictures at once: each form proposes what its file says of its rights."""

import base64
import io
import re
from collections import defaultdict
from typing import Any

from PIL import Image
from wagtail.images.views.multiple import AddView

from cms.pictures.cut import Cut
from cms.pictures.fields import picture_of
from cms.pictures.process import Picture, make_cuts

CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/[^\s<>\"()]+"
    r"|\bCC[ -]?(?:0|BY(?:[ -](?:NC|ND|SA))*)\b(?:[ -]\d\.\d)?(?:[ -](?:IGO|[A-Z]{2}))?\b"
)
# Of what no browser shows, somebody who describes the picture sees one of this size.
NOT_SHOWN, SIZE = {"HEIF", "TIFF"}, 165


class AddImagesView(AddView):
    def get_edit_upload_form_context_data(self) -> dict[str, Any]:
        context = super().get_edit_upload_form_context_data()
        form, picture = context["form"], picture_of(self.request.FILES["files[]"])
        for name, value in proposals(picture.facts.rights).items():
            if value:
                form.initial[name] = value[: form.fields[name].max_length]
                form.fields[name].help_text = "Proposed from the file. Correct it, or clear it."
        if picture.shown and picture.facts.format in NOT_SHOWN:
            form.fields["alt_text"].widget.attrs["data-picture"] = small(picture)
        return context


def proposals(rights: list[list[str]]) -> dict[str, str]:
    """The credit and the licence that a picture states, or "". A reservation is no licence."""
    stated = defaultdict(list)
    for label, value in rights:
        stated[label].append(value)
    licences = [match[0] for match in map(CREATIVE_COMMONS.search, stated["Rights"]) if match]
    return {
        "credit": " / ".join(dict.fromkeys(stated["Author"] + stated["Credit"])),
        "licence": next(iter(stated["Licence"] + licences), "").strip(" .,;"),
    }


def small(picture: Picture) -> str:
    """The picture in an address of its own. There is no record yet that could have one."""
    content = picture.shown or b""
    width, height = Image.open(io.BytesIO(content)).size
    scale = min(1, SIZE / max(width, height))
    wide, high = (max(1, round(side * scale)) for side in (width, height))
    [cut] = make_cuts(content, [Cut((0, 0, width, height), wide, high, "jpeg")])
    return f"data:image/jpeg;base64,{base64.b64encode(cut).decode()}"
