"""What a database does by itself within minutes of a large change."""

from django.db import connection


def settle() -> None:
    """Let the database know its sizes and, on PostgreSQL, which rows everybody sees."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
