"""The network's pages."""
