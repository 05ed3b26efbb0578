"""The words by which pages in English, French, German, Spanish, Italian, Portuguese and Dutch say what a line is about."""
