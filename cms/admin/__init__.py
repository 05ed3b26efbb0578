"""The admin: lists, forms, choosers, reports, the dashboard, and refusals."""
