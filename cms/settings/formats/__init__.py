"""How forms read dates, where Django reads more than one meaning."""
