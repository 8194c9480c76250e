"""Briefs as annexes of a Word report, merged part by part (ECMA-376).

A library made for this, docxcompose 2.2, was tried: it drops the sections of what it appends and with them the marking
in header and footer, leaves comments without their text and bookmark names twice, and gives other bytes on each run.
Sections, notes, styles and names are what an annex is made of, so they are carried here one by one.
"""

from briefings.attaching.word.appending import append_word, report_language

__all__ = ["append_word", "report_language"]
