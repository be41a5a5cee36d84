"""What is said of an advice: what it is for, how often it fails, why nothing cheaper does, what it leaves."""
