"""What an editor says before something is taken out for ever."""

from django import forms


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stays in the log, for good. Do not repeat here what must go.",
    )
