"""Operations: what reviewers do, and how officers keep the pool and the assignment."""
