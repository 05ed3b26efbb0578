"""Where somebody is in a form that is open."""

from django.db import models
from wagtail.admin.models import EditingSession


class EditingPlace(models.Model):
    """The panel or block of the form that had the focus last. It goes with the session."""

    session = models.OneToOneField(
        EditingSession, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    panel = models.CharField(max_length=100)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.panel
