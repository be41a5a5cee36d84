"""A judgement as it is handed on: with what the log was found to hold, as the API's JSON, as what flipped."""
