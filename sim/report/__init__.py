"""Results as people read them: tables, pictures, one page, the account of one clock."""
