"""The documentation as a site: the guides of `docs/`, and the reference from the OpenAPI file."""
