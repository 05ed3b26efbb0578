"""What search reads: the public text of each public record, and nothing else."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from modelsearch import index

from archive.search.analysis import stemmed
from cms.text.words import tokens

from .record import PublicRecord


class FileText(models.Model):
    """A file whose text is searched with the document that shows it. It follows from the bytes."""

    sha256 = models.CharField(max_length=64, primary_key=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.sha256


class PageText(models.Model):
    """A page of such a file. `stems` are the stems of its words, with a space around each."""

    file = models.ForeignKey(FileText, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    text = models.TextField()
    stems = models.TextField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="archive_page_text_number")
        ]

    def __str__(self) -> str:
        return f"{self.file_id}#page={self.number}"


class SearchText(index.Indexed, models.Model):
    """The text of a record's newest document.

    `name` and `text` are as readers see them. `folded` holds each word once, without accents: it
    finds words that were mistyped. The search index itself holds stems, those of the pages of
    `file` too.
    """

    record = models.OneToOneField(
        PublicRecord, on_delete=models.CASCADE, related_name="search_text"
    )
    name = models.TextField()
    text = models.TextField()
    folded = models.TextField()
    file = models.ForeignKey(
        FileText, null=True, on_delete=models.SET_NULL, related_name="search_texts"
    )

    # The log writes the index, in its own transaction.
    search_auto_update = False
    search_fields = [
        index.SearchField("title", boost=10),
        index.SearchField("stems"),
        index.AutocompleteField("prefixes"),
    ]

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def language(self) -> str:
        return self.record.locale or settings.LANGUAGE_CODE

    # The index asks for each of these several times.
    @cached_property
    def title(self) -> str:
        return " ".join(stemmed(self.name, self.language))

    @cached_property
    def stems(self) -> str:
        own = " ".join(stemmed(self.text, self.language))
        if self.file_id is None:
            return own
        pages = PageText.objects.filter(file=self.file_id).order_by("number")
        return "".join([own, *pages.values_list("stems", flat=True)])

    @cached_property
    def prefixes(self) -> str:
        return " ".join(tokens(self.name))


class WordsField(models.TextField):
    """The words of a text as PostgreSQL indexes them."""

    def db_type(self, connection: Any) -> str | None:
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)


class FacetsField(models.TextField):
    """Facets and their values, as `theme=peace`, which PostgreSQL keeps in an array."""

    def db_type(self, connection: Any) -> str | None:
        return "text[]" if connection.vendor == "postgresql" else super().db_type(connection)


@FacetsField.register_lookup
class HasAny(models.Lookup):
    """One of the facets is one of those of a list."""

    lookup_name = "has_any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} && %s::text[]", (*params, list(self.rhs))


@WordsField.register_lookup
class FoundBy(models.Lookup):
    """A query of PostgreSQL finds the words."""

    lookup_name = "found_by"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        query, in_query = self.process_rhs(compiler, connection)
        return f"{column} @@ {query}", (*params, *in_query)


class SearchEntry(models.Model):
    """What a search compares and counts of a text, in a row as short as can be.

    PostgreSQL keeps it by triggers, SQLite does not. Each text is that of a live record. `start`,
    `end` and `changed_at` are those of the record. `facets` are those that searches count, and
    "=" with the kind of the record.
    """

    text = models.OneToOneField(
        SearchText,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        related_name="entry",
    )
    record = models.ForeignKey(
        PublicRecord,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    kind = models.CharField(max_length=20)
    locale = models.CharField(max_length=12)
    words = WordsField()
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    changed_at = models.DateTimeField(null=True)
    facets = FacetsField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class SearchWord(models.Model):
    """A folded word, and how many texts hold it. PostgreSQL keeps it by a trigger, SQLite does not.

    A word of more than 50 letters is not among them.
    """

    word = models.CharField(max_length=50, primary_key=True)
    texts = models.IntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.word
