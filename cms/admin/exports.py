"""Spreadsheets that stay words when a spreadsheet program opens them."""

from typing import Any

# A cell that begins so is read as a formula. The apostrophe in front makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """`value`, with an apostrophe in front when a spreadsheet would calculate it."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


class HarmlessExport:
    """For list views that can be downloaded as CSV or XLSX."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        value = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        return harmless(value) if export_format == "csv" else value
