"""Made-up people, answers, files and judgements. Pure functions of a seed: nothing here knows a database."""
