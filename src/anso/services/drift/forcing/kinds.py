"""What each kind of forcing is called in files, and how fast it can be.

The names are those of the CF standard-name table (version 85) and of the products named beside them; a pair is the
eastward and the northward part.
"""

from dataclasses import dataclass

__all__ = ["CURRENTS", "KINDS", "MIXING", "WAVES", "WIND", "Kind"]


@dataclass(frozen=True)
class Kind:
    """One kind of forcing, by the option that gives it."""

    option: str
    what: str
    standard: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    fastest: float
    """In m/s (m2/s for mixing): more than this is no such thing, but a wrong unit."""


CURRENTS = Kind(
    "--currents",
    "current",
    (
        ("eastward_sea_water_velocity", "northward_sea_water_velocity"),
        ("sea_water_x_velocity", "sea_water_y_velocity"),
        ("x_sea_water_velocity", "y_sea_water_velocity"),
        ("surface_eastward_sea_water_velocity", "surface_northward_sea_water_velocity"),
        (
            "surface_geostrophic_eastward_sea_water_velocity",
            "surface_geostrophic_northward_sea_water_velocity",
        ),
        ("barotropic_eastward_sea_water_velocity", "barotropic_northward_sea_water_velocity"),
        ("sea_water_x_velocity_at_sea_floor", "sea_water_y_velocity_at_sea_floor"),
    ),
    (
        ("uo", "vo"),  # CMEMS, CMIP
        ("utotal", "vtotal"),  # CMEMS with tides and waves
        ("water_u", "water_v"),  # HYCOM
        ("ssu", "ssv"),  # HYCOM surface
        ("eastward_eulerian_current_velocity", "northward_eulerian_current_velocity"),  # GlobCurrent
        ("ugos", "vgos"),  # altimetry
        ("vozocrtx", "vomecrty"),  # NEMO
        ("u_current", "v_current"),
        ("current_u", "current_v"),
        ("ucur", "vcur"),
        ("u", "v"),
    ),
    15.0,
)
WIND = Kind(
    "--wind",
    "wind",
    (
        ("eastward_wind", "northward_wind"),
        ("x_wind", "y_wind"),
        ("grid_eastward_wind", "grid_northward_wind"),
    ),
    (
        ("u10", "v10"),  # ERA5
        ("10m_u_component_of_wind", "10m_v_component_of_wind"),  # ERA5 as Zarr
        ("ugrd10m", "vgrd10m"),  # GFS by OPeNDAP
        ("x_wind_10m", "y_wind_10m"),
        (
            "u-component_of_wind_height_above_ground",
            "v-component_of_wind_height_above_ground",
        ),  # GFS by THREDDS
        ("uas", "vas"),  # CMIP
        ("uwnd", "vwnd"),
        ("u10m", "v10m"),
        ("wind_u", "wind_v"),
        ("u_wind", "v_wind"),
        ("u", "v"),
    ),
    120.0,
)
WAVES = Kind(
    "--waves",
    "Stokes drift",
    (
        ("sea_surface_wave_stokes_drift_x_velocity", "sea_surface_wave_stokes_drift_y_velocity"),
        (
            "sea_surface_wave_stokes_drift_eastward_velocity",
            "sea_surface_wave_stokes_drift_northward_velocity",
        ),
        ("eastward_sea_surface_wave_stokes_drift", "northward_sea_surface_wave_stokes_drift"),
    ),
    (
        ("vsdx", "vsdy"),  # CMEMS
        ("ust", "vst"),  # ERA5
        ("uuss", "vuss"),  # WAVEWATCH III
        ("stokes_u", "stokes_v"),
        ("u", "v"),
    ),
    5.0,
)
MIXING = Kind(
    "--diffusivity",
    "diffusivity",
    (("ocean_horizontal_diffusivity", ""), ("horizontal_diffusivity", "")),
    (("diffusivity", ""), ("kh", ""), ("k", "")),
    1e6,
)
KINDS = (CURRENTS, WIND, WAVES, MIXING)
"""In the order the kernel counts them (`kernel/layout.py`)."""
