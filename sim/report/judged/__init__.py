"""A judged log in words: its verdicts, by one reading of the rules or by several, and one clock."""
