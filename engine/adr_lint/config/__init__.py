"""Configuration: found from a record's folder upward, read with positions, never guessed at."""
