"""How words are found: folded characters, pinyin, the names of bodies."""
