"""The admin: lists, choosers, the dashboard, and what it tells an editor it cannot do."""
