"""The words of all texts: what was mistyped is looked for among them, and not in every text."""

from django.db import connection

from cms.text.words import RUN, tokens

# In a shorter word a typing error looks like another word.
SHORTEST_TYPO = 4
# How many words of the texts stand for one that was mistyped.
MOST_ALIKE = 5

ALIKE = """
SELECT typed, alike.word FROM unnest(%s::text[]) AS typed CROSS JOIN LATERAL (
    SELECT word FROM archive_searchword WHERE word %%> typed
    ORDER BY word_similarity(typed, word) DESC, similarity(typed, word) DESC, texts DESC, word
    LIMIT %s
) AS alike
"""


def corrected(query: str) -> list[list[str]]:
    """For each word of `query` those that may be meant, the most alike first.

    Empty where it cannot tell: words in quotes are meant as they are, characters of scripts without
    spaces are no letters, short words have too few, and only PostgreSQL compares by trigrams.
    """
    typed = list(dict.fromkeys(tokens(query)))
    long = [word for word in typed if len(word) >= SHORTEST_TYPO]
    if connection.vendor != "postgresql" or not long or '"' in query or RUN.search(query):
        return []
    alike: dict[str, list[str]] = {word: [] if word in long else [word] for word in typed}
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [long, MOST_ALIKE])
        for word, meant in cursor.fetchall():
            alike[word].append(meant)
    return list(alike.values()) if all(alike.values()) else []
