"""Values kept in memory: until the head of the log moves, and by one thread for many."""
