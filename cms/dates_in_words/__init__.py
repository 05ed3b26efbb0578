"""Read dates as a person writes them, with the precision that they have.

    >>> read("13–15 January 2016")
    DateReading(start=datetime.date(2016, 1, 13), end=datetime.date(2016, 1, 15), precision='day')

A text is understood whole or it is refused. So a reading never states more or less than the text.
It knows English, French, German and Spanish, and ISO 8601.
"""

from .parts import UnreadableDate as UnreadableDate
from .reading import DateReading as DateReading
from .reading import read as read
from .reading import read_days as read_days
from .writing import describe as describe
from .writing import write as write
