"""Addresses of the public pages, in the reader's language.

Pictures and files are the same in every language; `shared_address` gives the one address they go by.
"""

from django.urls import path, re_path

from anso.portal.pages import alerts, corridor, files, home, places, products, release, search, tables
from anso.portal.requests import views as requests

urlpatterns = [
    path("", home.home, name="home"),
    path("places/", places.place_list, name="places"),
    path("places/<str:code>/", places.place, name="place"),
    path("corridors/<slug:slug>/", corridor.corridor, name="corridor"),
    path("products/", products.product_list, name="products"),
    path("products/<str:slug>/", products.product, name="product"),
    path("products/<str:slug>/request/", requests.ask_form, name="request"),
    path("releases/<str:product>/<str:name>/", release.release, name="release"),
    path("releases/<str:product>/<str:name>/tables/<str:table>/", tables.release_table, name="release-table"),
    re_path(
        r"^releases/(?P<product>[^/]+)/(?P<name>[^/]+)/pictures/(?P<chart>[^/]+)\.(?P<suffix>svg|png)$",
        files.picture,
        name="picture",
    ),
    path("releases/<str:product>/<str:name>/files/<path:path>", files.file, name="file"),
    path("search/", search.search, name="search"),
    path("alerts/", alerts.alerts, name="alerts"),
]
