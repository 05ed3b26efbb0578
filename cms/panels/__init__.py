"""The forms of the admin: which field stands where. Fields are named, never imported."""
