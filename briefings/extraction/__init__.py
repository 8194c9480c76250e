"""Stage 2: proposes the facts of a source text, each with where it stands; a proposal is no fact before the gate."""
