"""The product's counter-based random numbers (org.gdposr.model.random.RandomStream) in numpy.

Integers and uniforms are the same bits; normals go through this machine's log, cos and sin
instead of Java's StrictMath and may differ in the last bit of a double.
"""

import numpy as np

PURPOSES = {"INITIAL_WEIGHTS": 5, "LORA": 6, "FIXTURE": 255}

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = 0x9E3779B9, 0xBB67AE85
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


def philox(counters, key0, key1):
    """Philox 4x32-10: counters (n,4) of 32-bit words -> (n,4)."""
    c0, c1, c2, c3 = (counters[:, i].astype(np.uint64) for i in range(4))
    for i in range(10):
        k0 = np.uint64((key0 + i * _W0) & 0xFFFFFFFF)
        k1 = np.uint64((key1 + i * _W1) & 0xFFFFFFFF)
        p0, p1 = _M0 * c0, _M1 * c2
        c0, c1, c2, c3 = (p1 >> _HALF) ^ c1 ^ k0, p1 & _LOW, (p0 >> _HALF) ^ c3 ^ k1, p0 & _LOW
    return np.stack([c0, c1, c2, c3], 1).astype(np.uint32)


class RandomStream:
    def __init__(self, seed, purpose, item, member=0):
        self._key = seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF
        self._words = member & 0xFFFFFFFF, item & 0xFFFFFFFF, PURPOSES[purpose] << 8 | item >> 32
        self._position = 0

    def ints(self, count):
        """The next 32-bit words."""
        first, last = self._position // 4, (self._position + count + 3) // 4
        counters = np.empty((last - first, 4), np.uint64)
        counters[:, 0] = np.arange(first, last)
        counters[:, 1:] = self._words
        words = philox(counters, *self._key).reshape(-1)
        start = self._position - 4 * first
        self._position += count
        return words[start : start + count]

    def doubles(self, count):
        """Uniform in [0, 1), 53 bits."""
        words = self.ints(2 * count).astype(np.uint64)
        high, low = words[0::2] >> np.uint64(5), words[1::2] >> np.uint64(6)
        return ((high << np.uint64(26)) + low).astype(np.float64) * 2.0**-53

    def uniforms(self, low, high, count):
        return low + (high - low) * self.doubles(count)

    def gaussians(self, count):
        """Standard normals by Box and Muller, as doubles."""
        u = self.doubles(2 * ((count + 1) // 2))
        radius, angle = np.sqrt(-2 * np.log(1 - u[0::2])), 2 * np.pi * u[1::2]
        return np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1).reshape(-1)[:count]
