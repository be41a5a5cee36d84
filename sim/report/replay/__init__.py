"""One season told from close by: one customer's tale (`tale`), and one day of the shop (`film`)."""
