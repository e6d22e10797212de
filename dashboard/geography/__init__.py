"""Council boundaries, hex tiles and the layers drawn from them."""
