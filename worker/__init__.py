"""The worker: the long work that Plenary does outside a request, beside the server."""
