"""The rules, a module or package for each family; `pipeline.registry.load` finds them all."""
