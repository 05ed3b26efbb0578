"""Exports without formulas, so that no spreadsheet program calculates them."""

from typing import Any

# Spreadsheet programs read such a cell as a formula. An apostrophe before it makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """`value`, with an apostrophe before it when a spreadsheet would calculate it."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


class HarmlessExport:
    """For list views with an export as CSV or XLSX."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        value = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        return harmless(value) if export_format == "csv" else value
