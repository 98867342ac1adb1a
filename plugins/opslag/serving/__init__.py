"""``opslag serve``: the site on this machine, built again at each save, for those who write and design."""
