"""A whole call tried before it opens: made-up people apply, review, decide and answer, all through the verbs.

In come a definition, how many apply and review, and a seed; out goes a report: what each step took, who was chosen
under which quotas and at what price, and how well the chosen are those of the greatest true merit, which only a
rehearsal knows. `making` invents people, answers and judgements (pure functions of the seed), `scaling` fits places
and quotas to a small rehearsal, `course` goes through the verbs, `rehearsal` puts the steps in order. It writes into
whatever database is at hand: `anso calls rehearse` gives it one of its own, which is thrown away.
"""

from anso.alliance.calls.rehearsing.rehearsal import Size, rehearse

__all__ = ["Size", "rehearse"]
