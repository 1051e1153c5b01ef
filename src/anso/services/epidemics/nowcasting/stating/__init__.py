"""The nowcast said and drawn: words, columns, charts and alerts, in the four interface languages."""
