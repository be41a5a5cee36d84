"""What `normsim compare` does with scenarios, and with real logs."""
