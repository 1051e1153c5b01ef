"""What the events app holds of people: nothing that belongs to an account."""

from anso.alliance.people.privacy import exempt

__all__: list[str] = []

exempt("events.Event", "title", "trainees_text", why="what is held, and how many came from where")
