"""What came of a bench: answers judged, latencies counted, and whether an engine passed."""
