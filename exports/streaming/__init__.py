"""What an archive may have too many of to keep in memory."""
