"""What a scenario release says and shows: words, columns and charts; everywhere that it is no forecast."""
