"""How much each model counts: by its past scores, and by what mixture of models would have scored best."""
