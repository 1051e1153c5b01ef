"""A text in the four interface languages, written side by side."""

__all__ = ["four"]


def four(en: str, zh: str, ru: str, fr: str) -> dict[str, str]:
    return {"en": en, "zh": zh, "ru": ru, "fr": fr}
