"""Another system's events, as content files. Read ``dpl_cms.bring_in`` first: it is the whole of an import."""
