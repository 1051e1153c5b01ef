"""What the pages of calls do with a request, and nothing that a verb or a query does."""
