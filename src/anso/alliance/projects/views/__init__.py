"""Pages of projects and students."""
