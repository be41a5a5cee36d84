"""What the weeks before a week tell of a shop: how much comes, and who is really at work."""
