"""Tables of the access matrix, one a folder of `nscl.web`: each module has `ADDRESSES`."""
