"""Which records only the pages of one person show, and so who may change them."""
