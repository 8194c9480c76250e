"""Capital letters of the Latin script, as names of people and places begin with: À, Ž, Ł, İ and Ứ too."""

from __future__ import annotations

#: For use inside a character class: every capital Latin letter, plain or with marks. Beyond Latin-1 small letters stand
#: between the capitals and are let in, for a class of four hundred letters is slow to compile; no English or French
#: word begins with one of them but “œ”, which is left out.
CAPITALS = "A-ZÀ-ÖØ-ÞĀ-őŒŔ-ɏḀ-ỿ"
