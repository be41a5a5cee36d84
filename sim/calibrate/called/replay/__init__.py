"""Past weeks simulated again, before as many customers as came."""
