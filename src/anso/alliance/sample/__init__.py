"""The sample alliance: the alliance in 2020, typed from public facts, with synthetic accounts."""
