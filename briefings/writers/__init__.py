"""Stage 5: a document becomes the bytes of a file. They see the document and the house style only."""
