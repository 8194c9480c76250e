"""The controlled words of the field, as data: codes, places, cues and the grammar that prints them."""
