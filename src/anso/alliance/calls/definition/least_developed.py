"""The least developed countries: the United Nations' list as of December 2020 (46 countries, after Vanuatu left it).

Source: UN Committee for Development Policy, "List of Least Developed Countries (as of 11 February 2021)".
"""

__all__ = ["LEAST_DEVELOPED"]

LEAST_DEVELOPED = frozenset(
    [
        "AO",
        "BJ",
        "BF",
        "BI",
        "CF",
        "TD",
        "KM",
        "CD",
        "DJ",
        "ER",
        "ET",
        "GM",
        "GN",
        "GW",
        "LS",
        "LR",
        "MG",
        "MW",
        "ML",
        "MR",
        "MZ",
        "NE",
        "RW",
        "ST",
        "SN",
        "SL",
        "SO",
        "SS",
        "SD",
        "TZ",
        "TG",
        "UG",
        "ZM",
        "AF",
        "BD",
        "BT",
        "KH",
        "LA",
        "MM",
        "NP",
        "TL",
        "YE",
        "KI",
        "SB",
        "TV",
        "HT",
    ]
)
