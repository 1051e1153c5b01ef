"""What the projects app holds of people: nothing that belongs to an account."""

from anso.alliance.people.privacy import exempt

__all__: list[str] = []

exempt("projects.Project", "title", "organisation_text", why="what is researched, and the organisation")
exempt("projects.Project", "leaders", why="people named in public records, as leaders of what they lead")
