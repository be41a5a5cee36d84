"""The program: it proposes the cheapest plan that nothing forbids yet, from a first guess on."""
