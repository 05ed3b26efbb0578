"""What must outlive a restored backup: erasures, revocations, numbers that were given.

It stands outside the database, so that a backup of the database does not take it back.
"""
