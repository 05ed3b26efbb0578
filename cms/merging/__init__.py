"""Two records of the same thing become one, and a record of two things becomes two."""
