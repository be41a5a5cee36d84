"""What every engine is asked: questions of a season or a log, under each calendar."""
