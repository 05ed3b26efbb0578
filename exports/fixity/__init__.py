"""Fixity: check that every file is still, bit for bit, what was uploaded.

files   all original files with the checksums of their upload
check   one run over all files, which saves its progress
copies  restore a file from a copy
report  the report in the admin
"""
