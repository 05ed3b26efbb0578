"""The dates of the event: patterns that read dates, and rules that choose among them."""
