"""What the finder of the admin reads: the names of each record, public and in its draft."""

from django.db import models


class FinderEntry(models.Model):
    """The names of one record. `words` has each folded word once: " conference geneva ".

    `name` is what editors see. Plenary can make all rows again from the records.
    """

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    name = models.TextField()
    words = models.TextField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="cms_finder_entry_once")
        ]

    def __str__(self) -> str:
        return self.name
