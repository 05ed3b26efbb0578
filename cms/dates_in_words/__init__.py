"""Read dates as a person writes them, with the precision that they have.

    >>> read("13–15 January 2016").edtf
    '2016-01-13/2016-01-15'
    >>> read("circa 1998").edtf
    '1998~'

A text is understood whole or it is refused. So a reading never states more or less than the text.
It knows English, French, German, Spanish, Italian, Portuguese, Dutch, Danish, Norwegian, Swedish
and Polish, and EDTF.
"""

from .reading import read as read
from .reading import read_around as read_around
from .tokens import UnreadableDate as UnreadableDate
from .writing import describe as describe
from .writing import write as write
