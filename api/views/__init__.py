"""The other endpoints of the public API, one module for each."""
