"""Who is there to answer: seen at work in a log, or planned by a roster."""
