"""One real log under several readings of the rules: verdicts side by side, and the questions that flip."""
