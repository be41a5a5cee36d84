"""What a case log tells of who asks, when and about what."""
