"""Source Sans Pro, the typeface of the PDF; SIL Open Font License 1.1, see LICENSE.txt."""
