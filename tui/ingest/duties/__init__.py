"""Who is to do it: notes, names of bodies, roles."""
