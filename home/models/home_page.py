"""The home page: the root of the site. It holds what all pages of a front end share."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.blocks import BodyBlock
from cms.models import ArchivePage
from home.panels import HOME_TABS


class HomePage(ArchivePage):
    """The root of one language of the site. Its document is `/api/v1/site/`."""

    kind = "site"
    plural = "site"

    summary = models.TextField("summary", blank=True, help_text="One or two sentences.")
    body = StreamField(BodyBlock(), verbose_name="text", blank=True)
    newsletter_title = models.CharField("newsletter heading", max_length=255, blank=True)
    newsletter_text = models.TextField("newsletter text", blank=True)
    image = models.ForeignKey(
        "cms.CustomImage",
        verbose_name="default picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="For pages without a picture of their own.",
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.SeriesPage", "cms.EventPage"]
    edit_handler = HOME_TABS

    class Meta:
        verbose_name = "home page"

    @property
    def wanted_key(self) -> str:
        return self.locale.language_code


class NavigationItem(Orderable):
    """An entry of the navigation: a page of the site, or an address elsewhere."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="navigation")
    label = models.CharField("label", max_length=100)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    url = models.CharField(
        "or an address",
        max_length=500,
        blank=True,
        validators=[
            RegexValidator(r"^(https?://|/(?!/))\S*$", "Begin with https:// or with one slash.")
        ],
        help_text="A full address, or a path of this site such as /themes/.",
    )

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        super().clean()
        if bool(self.page_id) == bool(self.url):
            message = "Choose a page or enter an address, not both."
            raise ValidationError({"page": message, "url": message})
