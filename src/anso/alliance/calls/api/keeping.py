"""Operations: how officers keep programmes, calls and their versions, and screen applications."""
