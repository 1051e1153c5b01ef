"""The public pages, one file a page: each reads the index, the places and the alliance, and shows them."""
