"""Forms: they ask; the verbs decide."""
