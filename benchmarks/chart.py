"""A chart of rates as SVG: one bar for each contender, on a logarithmic scale."""

from html import escape
from math import log10
from pathlib import Path

WIDTH, LEFT, ROW, TOP = 760, 190, 34, 52
LEAST = 1.0  # answers a second at the left edge
STYLE = """
text { font: 14px system-ui, sans-serif; fill: #1d2733 }
.title { font-size: 16px; font-weight: 600 }
.bar { fill: #9db4c8 } .ours { fill: #0b6e69 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .bar { fill: #56718a } .ours { fill: #3fb8ae }
}
"""


def write(rates: dict[str, float], path: Path) -> None:
    """Draw the rates of one document: `{"warm detail": 41000.0, …}`, the fastest first."""
    named = {
        name.removesuffix(" detail"): rate
        for name, rate in rates.items()
        if name.endswith(" detail")
    }
    rows = sorted(named.items(), key=lambda pair: -pair[1])
    most = log10(rows[0][1] / LEAST)
    bars = [
        bar(number, LABELS.get(name, name), rate, log10(max(rate, LEAST) / LEAST) / most)
        for number, (name, rate) in enumerate(rows)
    ]
    height = TOP + len(rows) * ROW + 8
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="Answers a second for one event">\n<style>{STYLE}</style>\n'
        f'<text class="title" x="0" y="20">One event of about 6 kB: answers a second '
        f"(logarithmic)</text>\n{''.join(bars)}</svg>\n"
    )


LABELS = {
    "constant": "constant bytes",
    "warm": "Plenary",
    "cold": "Plenary, nothing known",
    "DRF": "a DRF viewset",
}


def bar(number: int, name: str, rate: float, share: float) -> str:
    y, length = TOP + number * ROW, share * (WIDTH - LEFT - 90)
    kind = "bar ours" if name.startswith("Plenary") else "bar"
    return (
        f'<text x="{LEFT - 10}" y="{y + 16}" text-anchor="end">{escape(name)}</text>'
        f'<rect class="{kind}" x="{LEFT}" y="{y}" width="{length:.0f}" height="22" rx="3"/>'
        f'<text x="{LEFT + length + 8:.0f}" y="{y + 16}">{rate:,.0f}</text>\n'
    )
