"""A Word file of the house as skin: its styles, theme, page, header, footer, logo and numbering are used as they are.

What a brief needs and the file lacks is supplied from the packaged skin, dressed in the house style; what a brief may
not hold is refused. The text of the file itself is left behind.
"""
