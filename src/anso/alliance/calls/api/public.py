"""Operations: what everybody sees."""
