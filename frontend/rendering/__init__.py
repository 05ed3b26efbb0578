"""The renderer: templates, what they can say, and in which language."""
