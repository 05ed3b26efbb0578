"""The files that pages load: one style, and small scripts that no page needs."""

from pathlib import Path

FOLDER = Path(__file__).parent
STYLE = FOLDER / "style.css"
