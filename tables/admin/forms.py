"""The form for the upload of a table."""

import zipfile
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tables.formats.reader import LARGEST_TABLE
from tables.formats.writer import WRITERS

LARGEST_ZIP = 500 * 1024**2
# What spreadsheet programs write where they do not write UTF-8.
ENCODINGS = [
    ("", "As the file has it"),
    ("utf-8", "UTF-8"),
    ("windows-1252", "Western European (Windows-1252)"),
    ("windows-1250", "Central European (Windows-1250)"),
    ("windows-1251", "Cyrillic (Windows-1251)"),
    ("windows-1253", "Greek (Windows-1253)"),
    ("windows-1254", "Turkish (Windows-1254)"),
    ("windows-1255", "Hebrew (Windows-1255)"),
    ("windows-1256", "Arabic (Windows-1256)"),
    ("windows-1257", "Baltic (Windows-1257)"),
    ("windows-1258", "Vietnamese (Windows-1258)"),
    ("windows-874", "Thai (Windows-874)"),
    ("shift_jis", "Japanese (Shift JIS)"),
    ("gbk", "Simplified Chinese (GBK)"),
    ("big5", "Traditional Chinese (Big5)"),
    ("euc-kr", "Korean (EUC-KR)"),
    ("macintosh", "Western European (Macintosh)"),
    ("utf-16le", "UTF-16"),
]
ACCEPT = ",".join(f".{form}" for form in WRITERS)


class TableUploadForm(forms.Form):
    plural = forms.ChoiceField(label="Kind of record")
    table = forms.FileField(
        label="Table",
        max_length=200,
        help_text="A CSV or XLSX file as you keep it, or a table with the columns of the template.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    encoding = forms.ChoiceField(
        label="Encoding of a CSV",
        choices=ENCODINGS,
        required=False,
        help_text="Excel writes UTF-8 as “CSV UTF-8”. Choose another one when letters are wrong.",
    )
    packed = forms.FileField(
        label="Zip with its files",
        max_length=200,
        required=False,
        help_text="For documents and images: the files in the column “file”.",
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
    publish = forms.BooleanField(
        label="Publish at once",
        required=False,
        help_text="Without it, new and changed records are drafts.",
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["plural"]
        chosen.choices = kinds

    def clean_table(self) -> Any:
        table = self.cleaned_data["table"]
        if table.name.rpartition(".")[2].lower() not in WRITERS:
            raise ValidationError(f"A table is a file that ends with .{', .'.join(WRITERS)}.")
        if table.size > LARGEST_TABLE:
            raise ValidationError(
                f"The file is larger than the limit of {LARGEST_TABLE // 1024**2} MB."
            )
        return table

    def clean_packed(self) -> Any:
        files = self.cleaned_data["packed"]
        if files and files.size > LARGEST_ZIP:
            raise ValidationError(
                f"The zip is larger than the limit of {LARGEST_ZIP // 1024**2} MB."
            )
        if files and not zipfile.is_zipfile(files):
            raise ValidationError("This is not a zip file.")
        if files:
            files.seek(0)
        return files
