"""Publishing: what a web host must know to serve an output as it was built, from the build's manifest."""
