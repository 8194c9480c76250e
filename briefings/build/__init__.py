"""All stages, end to end: a dossier becomes a saved set. Only this package and the command line write files."""
