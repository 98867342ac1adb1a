"""The readers of ``content/``: a tree of files, front matter with its marks, Markdown, pictures, dates from git."""
