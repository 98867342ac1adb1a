"""What Pelican is told. All that makes this library this library stands in content/site.yaml, not here.

Both ``opslag build`` and ``pelican`` itself read this file. A theme of your own goes beside ``themes/plakat`` and is named here;
a template that it lacks is taken from plakat. A Pelican plugin of your own is named here too, and gets pages and news with
every key of their front matter. Addresses, feeds and folders are Opslag's: it sets them over whatever is written here.
"""

PATH = "content"
THEME = "themes/plakat"
PLUGINS = ["opslag.site"]

# Never the public output: Pelican empties its folder before it reads, `opslag build` swaps finished folders.
OUTPUT_PATH = ".build/pelican"

# These are said here only because Pelican warns where they are not; Opslag has feeds of its own, and the timezone of site.yaml.
TIMEZONE = "UTC"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
