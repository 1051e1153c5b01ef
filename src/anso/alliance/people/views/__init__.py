"""The pages of people: who shows themself, one person, their roles, the privacy notice."""
