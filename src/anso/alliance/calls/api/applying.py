"""Operations: what applicants, co-applicants and referees do."""
