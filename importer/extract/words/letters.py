"""The capital letters of languages in Latin script, for a class of a pattern."""

UPPER = "A-ZÀ-ÖØ-Þ" + "".join(
    letter
    for letter in map(chr, (*range(0x100, 0x250), *range(0x1E00, 0x1F00)))
    if letter.isupper()
)
