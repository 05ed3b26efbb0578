"""From a proposal, which a page was read into, to drafts that editors check."""
