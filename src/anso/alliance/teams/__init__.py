"""Teams that forecast: who they are, their models, and what they submit to the hubs."""
