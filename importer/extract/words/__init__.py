"""The words by which pages in English, French, German and Spanish say what a line is about."""
