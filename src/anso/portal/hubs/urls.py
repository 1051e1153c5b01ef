"""Addresses of the hubs' pages, in the reader's language."""

from django.urls import path, re_path

from anso.portal.hubs import explorer, leaderboard, model, overview, pictures

app_name = "hubs"

urlpatterns = [
    path("hubs/", overview.hub_list, name="list"),
    path("hubs/<str:slug>/", overview.hub, name="hub"),
    path("hubs/<str:slug>/leaderboard/", leaderboard.page, name="leaderboard"),
    path("hubs/<str:slug>/leaderboard.csv", leaderboard.download, name="leaderboard-csv"),
    path("hubs/<str:slug>/explorer/", explorer.page, name="explorer"),
    path("hubs/<str:slug>/explorer.csv", explorer.download, name="explorer-csv"),
    path("hubs/<str:slug>/models/<str:name>/", model.page, name="model"),
    re_path(
        r"^hubs/(?P<slug>[^/]+)/pictures/(?P<chart>[^/]+)\.(?P<suffix>svg|png|json)$",
        pictures.picture,
        name="picture",
    ),
]
