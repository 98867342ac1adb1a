"""The site's pages: what a template is given (views), and the theme that turns it into HTML. No Pelican."""
