"""A model that reads a source beside the rules, where the desk asks for one."""
