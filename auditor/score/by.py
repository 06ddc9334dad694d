"""What a ranking may be of."""

from enum import StrEnum


class By(StrEnum):
    """What a ranking is of."""

    REPORT = "report"
    BODY = "body"
    COUNTY = "county"
    PREFECTURE = "prefecture"
    PROVINCE = "province"
    YEAR = "year"
