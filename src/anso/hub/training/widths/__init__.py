"""How wide a forecast should be: from what the quantity did before, from past errors, from past coverage."""
