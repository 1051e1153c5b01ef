"""Operations: scores, selection, decisions, letters, awards and analytics."""
