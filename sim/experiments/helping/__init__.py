"""What helps: steps that a scenario allows, each on top of those before it, offered beside a run."""
