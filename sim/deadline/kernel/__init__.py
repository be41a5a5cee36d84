"""The definition of working time over millions of cases: tables, and compiled loops over them."""
