"""The Pelican plugin ``opslag.site``: what Pelican needs to know to build the same site as ``opslag build``.

Thin on purpose: each hook fetches, calls one function of the rooms below, and stores.
"""

from __future__ import annotations

from pelican.plugins import signals

from opslag.site import hooks


def register() -> None:
    """Called by Pelican. Receivers are weakly referenced: they are functions of a module, and nothing else."""
    signals.initialized.connect(hooks.open_site)
    signals.readers_init.connect(hooks.add_reader)
    signals.generator_init.connect(hooks.forget_missing_markdown)
    signals.generator_init.connect(hooks.say_where_templates_fail)
    signals.get_generators.connect(hooks.get_generator)
    signals.finalized.connect(hooks.judge_site)
