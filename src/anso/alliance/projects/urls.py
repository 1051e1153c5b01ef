"""Addresses of the projects' pages: one's own work and the desk before what a code may name."""

from django.urls import path

from anso.alliance.projects.views import acts, desk, inside, public

app_name = "projects"
urlpatterns = [
    path("", public.project_list, name="list"),
    path("awardees/", public.awardees, name="awardees"),
    path("yours/", inside.yours, name="yours"),
    path("desk/", desk.desk, name="desk"),
    path("desk/projects.<str:kind>", desk.desk_file, name="desk-file"),
    path("desk/students/", desk.students, name="students"),
    path("desk/students.<str:kind>", desk.students_file, name="students-file"),
    path("students/<uuid:student>/", inside.student, name="student"),
    path("students/<uuid:student>/years/<int:number>/", inside.progress, name="progress"),
    path("students/<uuid:student>/<slug:act>/", acts.on_student, name="act-on-student"),
    path("students/<uuid:student>/<slug:act>/<int:pk>/", acts.on_student, name="act-on-student-part"),
    path("<slug:code>/", public.project, name="project"),
    path("<slug:code>/inside/", inside.work, name="work"),
    path("<slug:code>/reports/<int:number>/", inside.report, name="report"),
    path("<slug:code>/inside/<slug:act>/", acts.on_project, name="act"),
    path("<slug:code>/inside/<slug:act>/<int:pk>/", acts.on_project, name="act-on-part"),
]
