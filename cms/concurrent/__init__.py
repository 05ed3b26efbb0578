"""Two versions of one record that were written at the same time become one."""
