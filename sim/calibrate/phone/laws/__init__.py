"""What customers on the phone do by law: how long they talk, how long they wait, whether they call again."""
