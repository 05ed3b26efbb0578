"""All that the API knows of the site itself."""

from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers
from wagtail.models import Page

from api.rendering.render import Json, Render
from api.resources.base import HEAD, PageResource
from api.resources.batch import Context
from api.serializers.base import (
    AlternateSerializer,
    DocumentSerializer,
    LinkSerializer,
    PageMetaSerializer,
    PictureSerializer,
    nullable,
    nullable_text,
)
from api.serializers.blocks import BodyField
from archive.addresses import page_url


class NavigationItemSerializer(serializers.Serializer):
    label = serializers.CharField()  # type: ignore[assignment]  # the key, not the attribute
    url = serializers.URLField()
    page = nullable(LinkSerializer)


class NewsletterSerializer(serializers.Serializer):
    title = nullable_text()
    text = nullable_text()


@extend_schema_serializer(component_name="Site")
class SiteSerializer(DocumentSerializer):
    """What every page of a front end shares."""

    summary = nullable_text()
    body = BodyField()
    image = nullable(PictureSerializer)
    navigation = NavigationItemSerializer(many=True)
    newsletter = nullable(NewsletterSerializer)
    same_as = serializers.ListField(child=serializers.URLField())
    alternates = AlternateSerializer(many=True)
    meta = PageMetaSerializer()

    def facts(self, home: Any) -> Json:
        has_newsletter = home.newsletter_title or home.newsletter_text
        items = [self.navigation_item(entry) for entry in home.children["navigation"]]
        return {
            "summary": home.summary or None,
            "body": self.show_body(home),
            "image": self.render.image(home.image),
            "navigation": [item for item in items if item is not None],
            "newsletter": {
                "title": home.newsletter_title or None,
                "text": home.newsletter_text or None,
            }
            if has_newsletter
            else None,
            **self.tail(home),
        }

    def navigation_item(self, item: Any) -> Json | None:
        if item.page_id is None:
            return self.other_address(item) if item.url else None
        page: Page = self.context["pages"].get(item.page_id)
        if not self.render.sees(page):
            return None
        address = self.render.address_of(page)
        link = self.render.reference_to(page)
        return {"label": item.label, "url": address or page_url("/"), "page": link}

    def other_address(self, item: Any) -> Json:
        """An entry that leads to no page: elsewhere, or to another part of the front end."""
        url = f"{settings.FRONTEND_ORIGIN}{item.url}" if item.url.startswith("/") else item.url
        return {"label": item.label, "url": url, "page": None}


class SiteResource(PageResource):
    # The API knows the home page by its name alone: it lies in a layer of its own.
    model = apps.get_model("home", "HomePage")
    position = 110
    serializer = SiteSerializer
    is_listed = False
    related = ("image",)
    parts: ClassVar = {"navigation": ()}
    summary_fields = (*HEAD, "summary", "meta")

    def context(self, records: list[Any], render: Render) -> Context:
        pks = {item.page_id for home in records for item in home.children["navigation"]} - {None}
        pages = Page.objects.filter(pk__in=pks).specific() if pks else []
        return {
            **super().context(records, render),
            "pages": {page.pk: page for page in pages if hasattr(page, "uid")},
        }
