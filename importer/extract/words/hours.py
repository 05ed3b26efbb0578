"""The forms of hours at the beginning of a line."""

import re

# 9.30, 09:00–10:15, 1300-1430, 9h30 :, 10.00 Uhr
HOUR = r"(?:[01]?\d|2[0-4])(?:[.:h]\d\d(?!\d|\.\d)|\s?h\s?\d\d(?!\d)|\s?h\b|(?=\s?[ap]\.?m\b)|(?=\s?(?:Uhr|uur)\b))(?:\s*(?:[ap]\.?m\.?|h\b\.?|uhr\b|uur\b|hrs\b))?"
CLOCK = r"(?:[01]\d|2[0-4])[0-5]\d(?=[\s–—-]|$)"
TIME = re.compile(
    rf"(?:ab\s+|à\s+|um\s+|from\s+|(?:alle\s+)?ore\s+|h\.\s+|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)\s+)?(?:{HOUR}|{CLOCK})(?:\s*(?:–|—|-|to|à|bis|a)\s*(?:{HOUR}|{CLOCK}))?(?:\s*u\.(?=\s))?\s*(?:[:|–—.-]\s*)?",
    re.IGNORECASE,
)
