"""Writes a tree of tensors as torch did before 0.1.10: a tar of pickles with values between them.
No torch of today writes this; torch.load(weights_only=False) reads it."""

import copyreg
import io
import pickle
import struct
import tarfile

import torch

PROTOCOL = 2
FIRST_KEY = 1 << 46  # keys were addresses


class TreePickler(pickle.Pickler):
    """Tensors go into a table by key; a parameter is an object with its tensor as state."""

    def __init__(self, out):
        super().__init__(out, PROTOCOL)
        self.tensors = []

    def persistent_id(self, value):
        if type(value) is not torch.Tensor:
            return None
        self.tensors.append(value)
        return str(FIRST_KEY + len(self.tensors) - 1)

    def reducer_override(self, value):
        if isinstance(value, torch.nn.Parameter):
            state = (value.data, None, None, True, False)
            return copyreg.__newobj__, (torch.nn.Parameter,), state
        return NotImplemented


def storages(tensors):
    """The storages' member, and where each tensor lies: a storage and the place of its first element.
    Tensors within another's storage lie in a view of it, one element behind the view's first."""
    out, places, views, roots = io.BytesIO(), [], [], {}
    for tensor in tensors:
        roots.setdefault(tensor.untyped_storage().data_ptr(), tensor)
    pickle.dump(len(roots), out, PROTOCOL)
    for number, tensor in enumerate(roots.values()):
        kind = getattr(torch, tensor.storage().pickle_storage_type())
        pickle.dump((2 * FIRST_KEY + number, "cpu", kind), out, PROTOCOL)
        values = bytes(tensor.untyped_storage())
        out.write(struct.pack("<q", len(values) // tensor.element_size()) + values)
    for number, tensor in enumerate(tensors):
        storage, offset = tensor.untyped_storage(), tensor.storage_offset()
        root = 2 * FIRST_KEY + list(roots).index(storage.data_ptr())
        if offset:
            elements = storage.nbytes() // tensor.element_size() - offset + 1
            views.append((3 * FIRST_KEY + number, root, offset - 1, elements))
            places.append((3 * FIRST_KEY + number, 1))
        else:
            places.append((root, 0))
    pickle.dump(views, out, PROTOCOL)
    return out.getvalue(), places


def save(tree, path):
    pickled = io.BytesIO()
    pickler = TreePickler(pickled)
    pickler.dump(tree)
    values, places = storages(pickler.tensors)
    metadata = io.BytesIO()
    pickle.dump(len(places), metadata, PROTOCOL)
    for number, (tensor, (storage, offset)) in enumerate(zip(pickler.tensors, places)):
        kind = getattr(torch, tensor.storage().pickle_storage_type().replace("Storage", "Tensor"))
        pickle.dump((FIRST_KEY + number, storage, kind), metadata, PROTOCOL)
        metadata.write(struct.pack("<q", tensor.dim()))
        metadata.write(struct.pack(f"<{2 * tensor.dim() + 1}q", *tensor.shape, *tensor.stride(), offset))
    system = dict(protocol_version=1000, little_endian=True, type_sizes=dict(short=2, int=4, long=8))
    members = dict(
        sys_info=pickle.dumps(system, PROTOCOL),
        pickle=pickled.getvalue(),
        tensors=metadata.getvalue(),
        storages=values,
    )
    with tarfile.open(path, "w:", format=tarfile.PAX_FORMAT) as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            member.mtime = 1.5e9 + 0.5  # needs an extended header, as files on disk did
            tar.addfile(member, io.BytesIO(content))
    assert same(tree, torch.load(path, weights_only=False))


def same(a, b):
    if isinstance(a, torch.Tensor):
        return type(a) is type(b) and a.dtype == b.dtype and a.stride() == b.stride() and torch.equal(a, b)
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return a == b
