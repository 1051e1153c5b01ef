"""Addresses of governance's pages."""

from django.urls import path

from anso.alliance.governance.views import ballots, bodies, decisions, meetings, minutes, voting

app_name = "governance"
RESOLUTION = "resolutions/<slug:code>/<int:year>/<int:number>/"

urlpatterns = [
    path("", bodies.overview, name="overview"),
    path("bodies/new/", bodies.new_body, name="new-body"),
    path("bodies/<slug:code>/", bodies.body, name="body"),
    path("bodies/<slug:code>/edit/", bodies.edit_body, name="edit-body"),
    path("bodies/<slug:code>/terms/", bodies.terms, name="terms"),
    path("bodies/<slug:code>/terms/<int:term_id>/end/", bodies.end_term, name="end-term"),
    path("bodies/<slug:code>/meetings/new/", meetings.new_meeting, name="new-meeting"),
    path("bodies/<slug:code>/ballots/new/", ballots.new_ballot, name="new-ballot"),
    path("bodies/<slug:code>/resolutions/new/", decisions.new_resolution, name="new-resolution"),
    path("meetings/<slug:code>/", meetings.meeting, name="meeting"),
    path("meetings/<slug:code>/edit/", meetings.edit, name="edit-meeting"),
    path("meetings/<slug:code>/act/", meetings.act, name="act-on-meeting"),
    path("meetings/<slug:code>/agenda/", meetings.agenda, name="agenda"),
    path("meetings/<slug:code>/agenda/<int:item_id>/", meetings.arrange, name="arrange"),
    path("meetings/<slug:code>/papers/<int:number>/remove/", meetings.remove_paper, name="remove-paper"),
    path("meetings/<slug:code>/attendance/", meetings.attendance, name="attendance"),
    path("meetings/<slug:code>/attendance/<int:attendance_id>/leave/", meetings.leave, name="leave"),
    path("meetings/<slug:code>/minutes/", minutes.write, name="write-minutes"),
    path("meetings/<slug:code>/minutes/settle/", minutes.settle, name="settle-minutes"),
    path("meetings/<slug:code>/meeting.ics", meetings.calendar, name="calendar"),
    path("papers/<int:number>/", meetings.paper, name="paper"),
    path("papers/<int:number>/file/", meetings.paper_file, name="paper-file"),
    path("ballots/<slug:code>/", ballots.ballot, name="ballot"),
    path("ballots/<slug:code>/edit/", ballots.edit, name="edit-ballot"),
    path("ballots/<slug:code>/act/", ballots.act, name="act-on-ballot"),
    path("ballots/<slug:code>/vote/", voting.vote, name="vote"),
    path("ballots/<slug:code>/proxies/", voting.change_proxy, name="proxies"),
    path("ballots/<slug:code>/record.json", ballots.record, name="record"),
    path("ballots/<slug:code>/roll.json", ballots.roll, name="roll"),
    path("resolutions/", decisions.resolutions, name="resolutions"),
    path(RESOLUTION, decisions.resolution, name="resolution"),
    path(f"{RESOLUTION}publish/", decisions.publish, name="publish-resolution"),
    path(f"{RESOLUTION}tasks/", decisions.assign, name="assign"),
    path("tasks/", decisions.tasks, name="tasks"),
    path("tasks/<int:task_id>/", decisions.settle, name="settle-task"),
]
