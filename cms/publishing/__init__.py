"""What can be published, who may do it, and how a choice of records goes public as one."""
