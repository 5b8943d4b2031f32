"""Pages for people: an article with its facts marked, and a digest with charts; nothing runs in them or is loaded."""
