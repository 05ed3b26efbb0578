"""Pictures and documents in the admin: drafts, publishing and who may do it."""
