"""Say which authorities are believed: those that browsers believe, as Mozilla lists them.

In: nothing.  Out: their certificates. The list is data of the package `certifi`; nothing is asked for on a network.
"""

from __future__ import annotations

import warnings

import certifi
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import Certificate, load_pem_x509_certificates


def authorities() -> list[Certificate]:
    """The certificates of all of them, some 150."""
    with warnings.catch_warnings():
        # One old root has a serial number of zero: it is listed, and nothing here hangs on that number.
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        return load_pem_x509_certificates(certifi.contents().encode())
