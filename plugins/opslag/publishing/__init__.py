"""Publishing: an output brought to the public, whole at every moment; and what a web host must know to serve it."""
