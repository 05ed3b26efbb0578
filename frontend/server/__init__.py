"""The site: a WSGI application that asks the API and answers with pages."""
