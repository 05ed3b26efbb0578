"""The words of all texts: what was mistyped is looked for among them, and not in every text."""

from django.db import connection

from cms.text.words import RUN, tokens

# In a shorter word a typing error looks like another word.
SHORTEST_TYPO = 4
# How many words of the texts stand for one that was mistyped.
MOST_ALIKE = 5
MOST_COMPARED = 2000  # words that may have one slip, for each that was typed

# One letter is wrong, missing, added or swapped: then one half of the word is whole, or the two
# letters in its middle are swapped. With a slip, two short words share too few trigrams.
NEAR = """
SELECT typed, near.word, true FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])
AS slip (typed, head, tail, swapped) CROSS JOIN LATERAL (
    SELECT word FROM archive_searchword
    WHERE (word LIKE head OR word LIKE tail OR word = swapped)
    AND length(word) BETWEEN length(typed) - 1 AND length(typed) + 1
    ORDER BY texts DESC, word LIMIT %s
) AS near
UNION ALL
SELECT typed, alike.word, false FROM unnest(%s::text[]) AS typed CROSS JOIN LATERAL (
    SELECT word FROM archive_searchword WHERE word %%> typed
    ORDER BY word_similarity(typed, word) DESC, similarity(typed, word) DESC, texts DESC, word
    LIMIT %s
) AS alike
"""


def corrected(query: str) -> list[list[str]]:
    """For each word of `query` those that may be meant, the most alike first.

    Empty where it cannot tell: words in quotes are meant as they are, characters of scripts without
    spaces are no letters, short words have too few, another number is another one, and only
    PostgreSQL compares by trigrams.
    """
    typed = list(dict.fromkeys(tokens(query)))
    long = [word for word in typed if len(word) >= SHORTEST_TYPO and not word.isdecimal()]
    if connection.vendor != "postgresql" or not long or '"' in query or RUN.search(query):
        return []
    from rapidfuzz.distance import OSA  # loaded by those who make a slip

    alike: dict[str, list[str]] = {word: [] if word in long else [word] for word in typed}
    parts = map(list, zip(*map(_parts, long), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(NEAR, [*parts, MOST_COMPARED, long, MOST_ALIKE])
        for word, near, is_compared in cursor.fetchall():
            if is_compared and OSA.distance(word, near, score_cutoff=1) > 1:
                continue
            if near not in alike[word]:
                alike[word].append(near)
    return [words[:MOST_ALIKE] for words in alike.values()] if all(alike.values()) else []


def _parts(word: str) -> tuple[str, str, str, str]:
    """`word`, and what is known of another one from which one slip makes it."""
    middle = len(word) // 2
    head, tail = word[:middle], word[middle:]
    return word, f"{head}%", f"%{tail}", head[:-1] + tail[0] + head[-1] + tail[1:]
