"""Linux: calls to the system that a process which decodes files never needs, refused by a filter.

The filter is a program for the kernel's own small machine (seccomp, `man 2 seccomp`); the numbers
of calls are those of `asm/unistd_64.h` and `asm-generic/unistd.h`. It cannot be taken off again.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Mapping
from dataclasses import dataclass

_SET_NO_NEW_PRIVILEGES = 38
_SET_FILTER, _ALL_THREADS = 1, 1
# Of `struct seccomp_data`: the call's number, the processor, the low half of two arguments.
_NUMBER, _PROCESSOR, _FIRST, _SECOND = 0, 4, 16, 24
_LOAD, _EQUALS, _AT_LEAST, _HAS_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_CLONE_THREAD = 0x00010000
# Calls of the 32-bit kind on x86-64, which have numbers of their own.
_OTHER_KIND = 0x40000000


@dataclass(frozen=True, slots=True)
class _Machine:
    """`processor` as the kernel names it, the number of `seccomp`, and what is refused by name."""

    processor: int
    seccomp: int
    clone: int
    clone3: int
    kill: int
    refused: Mapping[str, int]


# Sockets of any kind, programs, other processes' memory and signals, and ways round this filter.
_STARTING = ("fork", "vfork", "execve", "execveat")
_BOTH = {"pidfd_send_signal": 424, "io_uring_setup": 425, "pidfd_getfd": 438}
_MACHINES = {
    "x86_64": _Machine(
        0xC000003E, 317, 56, 435, 62,
        _BOTH | {
            "socket": 41, "fork": 57, "vfork": 58, "execve": 59, "execveat": 322, "ptrace": 101,
            "process_vm_readv": 310, "process_vm_writev": 311, "unshare": 272, "setns": 308,
            "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "bpf": 321,
            "perf_event_open": 298, "open_by_handle_at": 304, "userfaultfd": 323, "add_key": 248,
            "request_key": 249, "keyctl": 250, "init_module": 175, "finit_module": 313,
            "kexec_load": 246, "reboot": 169,
        },
    ),
    "aarch64": _Machine(
        0xC00000B7, 277, 220, 435, 129,
        _BOTH | {
            "socket": 198, "execve": 221, "execveat": 281, "ptrace": 117, "process_vm_readv": 270,
            "process_vm_writev": 271, "unshare": 97, "setns": 268, "mount": 40, "umount2": 39,
            "pivot_root": 41, "chroot": 51, "bpf": 280, "perf_event_open": 241,
            "open_by_handle_at": 265, "userfaultfd": 282, "add_key": 217, "request_key": 218,
            "keyctl": 219, "init_module": 105, "finit_module": 273, "kexec_load": 104,
            "reboot": 142,
        },
    ),
}  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def refuse_calls(*, may_start: bool = False) -> bool:
    """From here on this process opens no socket and starts no process. False where none can be.

    `may_start`: it goes on starting processes, and ending them, which then open no socket either.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    code = _code(machine, may_start)
    program = _Program(len(code) // 8, code)
    # Without it only the administrator may set a filter.
    if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    done = libc.syscall(machine.seccomp, _SET_FILTER, _ALL_THREADS, ctypes.byref(program))
    return bool(done == 0)


def _code(machine: _Machine, may_start: bool) -> bytes:
    starting = _STARTING if may_start else ()
    refused = (number for name, number in machine.refused.items() if name not in starting)
    steps = [
        _step(_LOAD, _PROCESSOR),
        _step(_EQUALS, machine.processor, skip_if=1),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        *_answer(_AT_LEAST, _OTHER_KIND, errno.ENOSYS),
    ]
    for number in sorted(refused):
        steps += _answer(_EQUALS, number, errno.EPERM)
    if not may_start:
        steps += _no_processes(machine)
    return b"".join([*steps, _step(_RETURN, _ALLOW)])


def _no_processes(machine: _Machine) -> list[bytes]:
    # The C library then asks in the older way, whose flags can be seen.
    steps = _answer(_EQUALS, machine.clone3, errno.ENOSYS)
    # A thread is made; a process is not.
    steps += [
        _step(_EQUALS, machine.clone, skip_else=4),
        _step(_LOAD, _FIRST),
        _step(_HAS_BITS, _CLONE_THREAD, skip_if=1),
        _step(_RETURN, _ERROR | errno.EPERM),
        _step(_RETURN, _ALLOW),
    ]
    # Signal 0 asks whether a process lives, as those who sweep unfinished files do.
    return [
        *steps,
        _step(_EQUALS, machine.kill, skip_else=3),
        _step(_LOAD, _SECOND),
        _step(_EQUALS, 0, skip_if=1),
        _step(_RETURN, _ERROR | errno.EPERM),
    ]


def _answer(test: int, value: int, error: int) -> list[bytes]:
    """Where the number passes the test, the call ends with the error."""
    return [_step(test, value, skip_else=1), _step(_RETURN, _ERROR | error)]


def _step(code: int, value: int, *, skip_if: int = 0, skip_else: int = 0) -> bytes:
    return struct.pack("=HBBI", code, skip_if, skip_else, value)
