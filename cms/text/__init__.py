"""Text as the product reads and stores it: encodings, characters, names, numbers, slugs, words."""
