"""What the outside reads, one module for each kind of address."""
