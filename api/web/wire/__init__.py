"""Shapes of requests and answers: what crosses the wire, apart from what is stored."""
