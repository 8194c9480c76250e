"""Two versions of a dossier, or of a brief, compared. Pure: values go in, values come out."""
