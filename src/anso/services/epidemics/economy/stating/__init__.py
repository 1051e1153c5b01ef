"""What the release of a named shock says: words, columns, pictures, assumptions; `writing` puts them together."""
