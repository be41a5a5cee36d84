"""A projection as pictures: what is drawn (`plots`), and how a sheet is laid out and coloured (`sheet`)."""
