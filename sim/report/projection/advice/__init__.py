"""The lower half of the first screen: what helps, what to do first, and what stays unsolved."""
