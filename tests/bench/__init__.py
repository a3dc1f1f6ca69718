"""Speed and memory beside other tools, in one run: `make bench`. Figures are of this machine and day; the ratios count.

`measured` holds what is measured inside a process of its own, after its libraries are loaded; `peers` what other programs need;
`whole` whole runs of the command line with all their processes. `__main__` runs them in turn and writes docs/performance.md.
"""
