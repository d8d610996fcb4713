"""Total cost of building, of buying, and of a hybrid: frozen inputs → distributions → result, without I/O.

``gather`` settles what goes in and names what is missing; ``simulate`` (the only user of numpy) gives the result.
"""
