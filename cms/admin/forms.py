"""What forms know that models cannot: the place a new page is about to have."""

from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm


class EventForm(WagtailAdminPageForm):
    """An event is judged as an edition of the series it is written under."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        parent = self.parent_page.specific if self.parent_page else None
        if self.instance._state.adding and getattr(parent, "kind", "") == "series":
            self.instance.series = parent
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = (
                "The last part of the web address. Left empty, it is the code in small letters, "
                "or made from the title."
            )

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"] or slugify(self.cleaned_data.get("code", ""))
