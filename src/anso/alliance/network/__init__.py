"""Who stands together: institutions, their membership, associations, partners and memoranda."""
