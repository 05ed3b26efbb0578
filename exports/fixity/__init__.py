"""Fixity: every file is still, bit for bit, what came in.

files   all original files with the checksums they came in with
check   one run over all of them, written down as it goes
copies  putting a file back from a copy elsewhere
screen  the report in the admin
"""
