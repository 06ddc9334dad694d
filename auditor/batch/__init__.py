"""Many files: read and checked by several processes or machines, stored as they are done, then told in their order.

``work`` is what is done to a few files, ``crew`` who does it (``alone``, ``workers``, ``cluster``), ``persist`` sees to it that a
file that ends its worker costs no other file anything, ``audit`` reads files, stores what comes of them, and ``stored`` tells it.
"""
