"""Results of reading and checking dossiers, kept by the content they follow from.

Keeping is for speed alone: a result is taken up only where every input is what it was, letter for letter, and what
cannot be kept or read back is worked out again. No build looks here: what is printed has always passed the gate anew.
"""
