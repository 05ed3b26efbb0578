"""What the world sees of a record, shown in the admin beside its draft."""
