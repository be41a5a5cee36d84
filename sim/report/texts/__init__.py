"""All that is shown in words: a catalogue a language, and how the language writes figures and days."""
