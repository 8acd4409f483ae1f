import ora as O

O.begin()

import code
import queue
import statistics

import inspect

O.log("whose", code=code.__doc__, queue=queue.__doc__.splitlines()[0], statistics=statistics.__doc__)
O.log("works", inspect=inspect.isclass(int), own=hasattr(inspect, "OWN"))
O.end()
