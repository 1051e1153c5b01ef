"""The teams' pages: who takes part, a team with its models and submissions, and what its people do there."""
