"""What search reads: the public text of each public record, and nothing else."""

from functools import cached_property

from django.conf import settings
from django.db import models
from modelsearch import index

from archive.search.analysis import stemmed
from cms.letters.words import tokens

from .record import PublicRecord


class SearchText(index.Indexed, models.Model):
    """The text of a record's newest document.

    `name` and `text` are as readers see them. `folded` holds each word once, without accents: it
    finds words that were mistyped. The search index itself holds stems.
    """

    record = models.OneToOneField(
        PublicRecord, on_delete=models.CASCADE, related_name="search_text"
    )
    name = models.TextField()
    text = models.TextField()
    folded = models.TextField()

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
        return " ".join(stemmed(self.text, self.language))

    @cached_property
    def prefixes(self) -> str:
        return " ".join(tokens(self.name))
