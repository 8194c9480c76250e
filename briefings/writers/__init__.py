"""Stage 5: a document becomes the bytes of a file. Writers see the document and the house style, nothing before them."""
