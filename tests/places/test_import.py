import subprocess
import sys


def test_importing_places_loads_no_data_and_no_numeric_library() -> None:
    code = (
        "import sys, anso.places, anso.places.population;"
        "from anso.places import load;"
        "heavy = {'polars', 'numpy', 'pyarrow', 'zipfile'} & set(sys.modules);"
        "print(sorted(heavy), load.countries_by_code.cache_info().currsize)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[] 0"


def test_looking_up_a_country_loads_no_provinces() -> None:
    code = (
        "from anso.places import country, load; country('PK');"
        "print(load.provinces_by_code.cache_info().currsize)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "0"
