"""Stage 2: proposes the facts of a source text, each with where it stands. A proposal is no fact until the gate passes it."""
