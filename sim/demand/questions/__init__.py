"""Questions in writing: as they are asked, replied to, and left over from before a season."""
