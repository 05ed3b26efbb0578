"""Two records of the same thing become one, and two again."""
