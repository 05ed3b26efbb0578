"""Letters in other forms: encodings, and the names that keys and files have."""
