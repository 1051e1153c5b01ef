"""What is worked on together: research, advisory, emergency and flagship projects."""
