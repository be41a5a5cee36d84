"""The page for the person who pays: what it shows, a subject a module, and the templates that lay it out."""
