"""OpenAPI schemas of responses beside documents and lists."""

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_serializer
from rest_framework import serializers

from api.http.errors import PROBLEM_TITLES
from api.resources.base import resource_of, resources
from api.search.search_filters import SEARCH_FACETS, kinds
from api.serializers.base import AlternateSerializer
from api.serializers.linkset import TargetSerializer
from archive.registry import registry


class ProblemErrorSerializer(serializers.Serializer):
    """What is wrong with one parameter, and what would be accepted."""

    parameter = serializers.CharField()
    value = serializers.CharField(required=False)
    detail = serializers.CharField(required=False)
    nearest = serializers.CharField(required=False, allow_null=True)
    allowed = serializers.ListField(child=serializers.CharField(), required=False)


class TombstoneSerializer(serializers.Serializer):
    """What a withdrawn record was."""

    kind = serializers.CharField()
    id = serializers.UUIDField()
    key = serializers.CharField()
    url = serializers.URLField()
    withdrawn_at = serializers.DateTimeField()
    reason = serializers.ChoiceField(choices=["deleted", "expired", "merged", "withdrawn"])


class ProblemSerializer(serializers.Serializer):
    """An error, after RFC 9457. `code` is stable; `detail` is for people."""

    type = serializers.URLField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.ChoiceField(choices=sorted(PROBLEM_TITLES))
    request_id = serializers.CharField(allow_null=True)
    errors = ProblemErrorSerializer(many=True, required=False)  # type: ignore[assignment]
    tombstone = TombstoneSerializer(required=False)
    restart = serializers.URLField(required=False)


class ChangeSerializer(serializers.Serializer):
    """One record at its newest entry: its whole document, or null for a withdrawal."""

    sequence = serializers.IntegerField()
    action = serializers.ChoiceField(choices=["publish", "withdraw"])
    kind = serializers.CharField()
    id = serializers.UUIDField()
    key = serializers.CharField()
    locale = serializers.CharField(allow_null=True)
    url = serializers.URLField()
    digest = serializers.CharField(allow_null=True, help_text="SHA-256 of the document's bytes.")
    recorded_at = serializers.DateTimeField()
    reason = serializers.CharField(allow_null=True)
    document = serializers.DictField(allow_null=True)


class RecordSetSerializer(serializers.Serializer):
    """All public records at the head of the page."""

    count = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="Of the lines `id digest`, in the order of ids.")


class ChangesSerializer(serializers.Serializer):
    """A page of the feed. `next` leads on, now or when something new is there."""

    log = serializers.CharField(allow_null=True, help_text="Null before anything is published.")
    head = serializers.IntegerField()
    more = serializers.BooleanField()
    next = serializers.URLField()
    set = RecordSetSerializer(allow_null=True, help_text="On the last page, with `checksum=true`.")
    results = ChangeSerializer(many=True)


class FacetSerializer(serializers.Serializer):
    """A value that a filter of the same name takes, and how many of the records found have it."""

    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the key, not the attribute
    count = serializers.IntegerField()


class GroupSerializer(serializers.Serializer):
    """The records with one value of a filter: how many, and the first. Null: it is not stated."""

    value = serializers.CharField(allow_null=True)
    label = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    count = serializers.IntegerField()


class FacetsSerializer(serializers.Serializer):
    def get_fields(self) -> dict[str, serializers.Field]:
        return {name: FacetSerializer(many=True) for name in SEARCH_FACETS}


class HighlightsSerializer(serializers.Serializer):
    """The words found, as HTML with <mark>; null where there are none."""

    title = serializers.CharField(allow_null=True)
    text = serializers.CharField(allow_null=True)


class SearchResultSerializer(serializers.Serializer):
    """A record found: its summary, as in the list of its kind. `page` is the page of its file that
    `highlights.text` comes from; null when that is from the record itself."""

    record = PolymorphicProxySerializer(
        component_name="SummaryOfAnyKind",
        serializers=[resource_of(kind).summary_serializer for kind in kinds()],
        resource_type_field_name=None,
    )
    highlights = HighlightsSerializer()
    page = serializers.IntegerField(allow_null=True)


class SearchSerializer(serializers.Serializer):
    """A page of what was found. `fuzzy`: the words were not found, but words like them."""

    query = serializers.CharField(allow_null=True)
    count = serializers.IntegerField()
    fuzzy = serializers.BooleanField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    facets = FacetsSerializer()
    results = SearchResultSerializer(many=True)


class PlaceSerializer(serializers.Serializer):
    """A link with its place on the front end."""

    id = serializers.UUIDField()
    type = serializers.CharField()
    key = serializers.CharField()
    url = serializers.URLField()
    html_url = serializers.URLField()
    title = serializers.CharField()


class SuggestionsSerializer(serializers.Serializer):
    results = PlaceSerializer(many=True)


class LinkedSerializer(serializers.Serializer):
    """Records that name another one. `filter` is the parameter of the list that finds them."""

    resource = serializers.CharField()
    filter = serializers.CharField(allow_null=True)
    count = serializers.IntegerField()
    results = serializers.ListField(child=serializers.DictField())


class ResolveSerializer(serializers.Serializer):
    """What is at a path. `status` is what the front end shall answer, `location` where it leads."""

    path = serializers.CharField()
    outcome = serializers.ChoiceField(choices=["document", "redirect", "gone", "not_found"])
    status = serializers.IntegerField()
    location = serializers.URLField(allow_null=True)
    canonical = serializers.URLField(allow_null=True)
    document = PolymorphicProxySerializer(
        component_name="PlaceOrDocument",
        serializers=[PlaceSerializer, *(resource.serializer for resource in resources())],
        resource_type_field_name=None,
        allow_null=True,
    )
    alternates = AlternateSerializer(many=True)
    breadcrumbs = PlaceSerializer(many=True)
    tombstone = TombstoneSerializer(allow_null=True)
    jsonld = serializers.DictField(allow_null=True)
    linked = LinkedSerializer(many=True, allow_null=True)
    formats = TargetSerializer(many=True, allow_null=True)


@extend_schema_serializer(component_name="ResourceIndex")
class IndexSerializer(serializers.Serializer):
    """Every resource, with its address."""

    def get_fields(self) -> dict[str, serializers.Field]:
        names = [
            *(resource.plural for resource in registry),
            "search",
            "resolve",
            "changes",
            "newsletter",
            "docs",
            "openapi",
        ]
        return {name: serializers.URLField() for name in names}


class HealthSerializer(serializers.Serializer):
    status = serializers.ChoiceField(choices=["ok"])


class VersionSerializer(serializers.Serializer):
    """One entry of the log. What cannot be shown any more is there, without an address."""

    sequence = serializers.IntegerField()
    action = serializers.ChoiceField(choices=["publish", "withdraw"])
    recorded_at = serializers.DateTimeField()
    digest = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_null=True)
    redacted = serializers.BooleanField()
    available = serializers.BooleanField()
    url = serializers.URLField(allow_null=True)


class HistorySerializer(serializers.Serializer):
    """The versions of a record, the newest first."""

    next = serializers.URLField(allow_null=True)
    results = VersionSerializer(many=True)


class DifferenceSerializer(serializers.Serializer):
    """What stood at a JSON pointer before and after; null where nothing did."""

    path = serializers.CharField()
    before = serializers.JSONField()
    after = serializers.JSONField()


class DiffSerializer(serializers.Serializer):
    """What changed from one version to another."""

    def get_fields(self) -> dict[str, serializers.Field]:
        return {
            "from": serializers.IntegerField(),
            "to": serializers.IntegerField(),
            "changes": DifferenceSerializer(many=True),
        }
