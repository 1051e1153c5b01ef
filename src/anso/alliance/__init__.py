"""The alliance wing: records of people's work and the rules over them, one Django app a subject."""
