"""Publishing in the admin: a record with what it shows, a choice of a list, a release."""
