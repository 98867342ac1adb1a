"""The commands, a module each, by the name that people type. Every one has the same two functions:

``take``     declares its arguments and options;
``run``      does it, and gives the exit status. Raises OpslagError.

``cli`` imports the one that is called, and heavy rooms are imported in ``run``: ``--help`` and a wrong call wait for none.
Beside them stands what several commands share: ``options``, ``request``, ``written``.
"""
