"""What reviewers do, and how officers keep the pool and the assignment."""

from django.urls import URLPattern, path

from anso.alliance.calls.views import assignment, pool, reviewing

STAGE = "desk/<slug:code>/stages/<slug:stage>/"

urlpatterns: list[URLPattern] = [
    path("reviews/", reviewing.reviews, name="reviews"),
    path("reviews/<uuid:pk>/", reviewing.review, name="review"),
    path("reviews/<uuid:pk>/autosave/", reviewing.autosave_review, name="autosave-review"),
    path("reviewers/<int:reviewer_id>/", reviewing.answer, name="answer-pool"),
    path("reviewers/invitations/<slug:token>/", reviewing.pool_invitation, name="pool_invitation"),
    path("bids/<slug:code>/", reviewing.bids, name="bids"),
    path("desk/<slug:code>/pool/", pool.pool, name="pool"),
    path("desk/<slug:code>/pool/<int:reviewer_id>/", pool.change_reviewer, name="change-reviewer"),
    path("desk/<slug:code>/conflicts/", pool.conflicts, name="conflicts"),
    path("desk/<slug:code>/conflicts/<int:conflict_id>/", pool.withdraw_conflict, name="withdraw-conflict"),
    path(STAGE, assignment.run_stage, name="run-stage"),
    path(f"{STAGE}assignment/", assignment.assignment, name="assignment"),
    path(f"{STAGE}assignment/<slug:number>/", assignment.panel, name="panel"),
]
