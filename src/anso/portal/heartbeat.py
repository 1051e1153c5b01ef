"""Signs of life of processes beside the server: the worker gives them, `/readyz` tells how old they are."""

from django.utils import timezone

from anso.portal.models import Heartbeat

__all__ = ["WORKER", "age_seconds", "beat"]

WORKER = "worker"


def beat(name: str = WORKER) -> None:
    """Say that a process of this kind lives; every ten seconds is often enough."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def age_seconds(name: str = WORKER) -> float | None:
    """Seconds since the last sign of life; None when there never was one."""
    last = Heartbeat.objects.filter(name=name).first()
    return None if last is None else max(0.0, (timezone.now() - last.at).total_seconds())
