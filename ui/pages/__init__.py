"""The pages, one package each. They never import each other; ``ui/navigation.py`` makes them."""
