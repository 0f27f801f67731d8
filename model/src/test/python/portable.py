"""Import before torch: the instruction sets that the Java tests run with, so that bits don't depend
on the kind of processor. MKL would else choose its own by the processor's maker."""

import os

os.environ |= {
    "ATEN_CPU_CAPABILITY": "avx2",
    "ONEDNN_MAX_CPU_ISA": "AVX2",
    "MKL_CBWR": "COMPATIBLE",
}
