"""The trash: what is deleted can be restored for thirty days."""
