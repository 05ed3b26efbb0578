"""The forms of the admin: the place of each field. They name the fields and import no models."""
