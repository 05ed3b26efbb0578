"""A picture for the demo archive. The project draws it, so nobody else has rights in it."""

import io
import math

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 900
SCALE = 2  # drawn larger and scaled down, for smooth edges
ROWS = 15
CENTRE = (WIDTH // 2, 830)
NIGHT, DAWN = (13, 21, 48), (74, 52, 104)
COLOURS = ((255, 209, 120), (246, 125, 92), (196, 84, 148), (92, 110, 214), (64, 190, 200))

TITLE = "A round hall of lights"
ALTERNATIVE_TEXT = (
    "Fifteen half-circles of coloured dots, one inside the other like the rows of seats of a "
    "round hall seen from above, from gold on the left to turquoise on the right, on a night-blue "
    "ground."
)

Colour = tuple[int, ...]


def picture() -> bytes:
    """A JPEG of 1600 × 900 pixels, the same bytes each time."""
    canvas = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
    draw = ImageDraw.Draw(canvas)
    _ground(draw)
    for row in range(ROWS):
        _row(draw, row)
    small = canvas.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    small.save(file, "JPEG", quality=88, optimize=True)
    return file.getvalue()


def _ground(draw: ImageDraw.ImageDraw) -> None:
    """The background: night at the top, dawn at the bottom."""
    bottom = HEIGHT * SCALE
    for y in range(bottom):
        draw.line([(0, y), (WIDTH * SCALE, y)], fill=_between(NIGHT, DAWN, (y / bottom) ** 2))


def _row(draw: ImageDraw.ImageDraw, row: int) -> None:
    """One half-circle of dots. The outer rows are larger and fainter."""
    radius = 120 + 46 * row
    seats = 10 + 3 * row
    size = 6 + 0.55 * row
    light = 1 - 0.62 * (row / (ROWS - 1)) ** 1.5
    for seat in range(seats + 1):
        turn = seat / seats
        angle = math.pi * (1 - turn)
        x = CENTRE[0] + radius * math.cos(angle)
        y = CENTRE[1] - radius * math.sin(angle)
        ground = _between(NIGHT, DAWN, max(0.0, min(1.0, y / HEIGHT)) ** 2)
        _dot(draw, x, y, size, _between(ground, _spectrum(turn), light))


def _dot(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, colour: Colour) -> None:
    box = [
        (x - size) * SCALE,
        (y - size) * SCALE,
        (x + size) * SCALE,
        (y + size) * SCALE,
    ]
    draw.ellipse(box, fill=colour)


def _spectrum(turn: float) -> Colour:
    """The colour at `turn`, from 0 on the left to 1 on the right."""
    place = turn * (len(COLOURS) - 1)
    step = min(int(place), len(COLOURS) - 2)
    return _between(COLOURS[step], COLOURS[step + 1], place - step)


def _between(one: Colour, other: Colour, share: float) -> Colour:
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
