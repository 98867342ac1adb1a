"""Made-up events: the same facts for the same number, on every machine, in the form that each system wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 12, 1, 8, tzinfo=ZONE)
"""When the made-up sites are built: before the first event."""

DAYS = 600
"""The programme reaches so far ahead, however many events there are."""

BRANCHES = ("Lillerup", "Nørre Sogn", "Åhavn", "Bakkeby", "Søvang", "Østermark")
CATEGORIES = ("Foredrag", "Koncert", "Læsekreds", "Film", "Værksted", "Udstilling", "Højtlæsning", "Debat")
AUDIENCES = ("Voksne", "Børn 0-3 år", "Børn 4-8 år", "Unge", "Familier")
TAGS = ("krimi", "lyrik", "slægt", "strik", "brætspil", "lokalhistorie", "robotter", "haver", "jazz", "klima")
STATES = ("Active", "Active", "Active", "Active", "Active", "Active", "SoldOut", "Cancelled")

FIRST = ("Aften", "Formiddag", "Eftermiddag", "En time", "En lørdag", "Morgenkaffe")
SECOND = (
    "med lokale digtere",
    "om havets dyr",
    "for alle der strikker",
    "i slægtens spor",
    "med bøger og boller",
    "om byens broer",
)
SENTENCES = (
    "Vi læser højt for hinanden, og bagefter taler vi om det, vi har hørt.",
    "Der er plads til alle, og du behøver ikke kunne noget i forvejen.",
    "Tag gerne en ven med, eller kom alene og mød nogle nye.",
    "Bibliotekets egne folk fortæller, og der er tid til spørgsmål.",
    "Har du selv en historie derhjemme, så tag den med.",
    "Døren åbner et kvarter før, og kaffen står på bordet.",
    "Vi begynder til tiden og slutter, når den sidste er færdig med at tale.",
    "Materialerne ligger fremme i en uge efter, så du kan se på dem i ro.",
)


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One event's facts, which belong to no system."""

    number: int
    title: str
    uuid: str
    created: datetime
    start: datetime
    end: datetime
    lead: str
    branch: int
    """Its place in BRANCHES."""
    street: str
    zip_code: int
    categories: tuple[str, ...]
    audiences: tuple[str, ...]
    tags: tuple[str, ...]
    state: str
    capacity: int
    tickets: tuple[tuple[str, int], ...]
    """Name and price; () where it costs nothing."""
    body: str
    """Markdown."""

    @property
    def stem(self) -> str:
        """Of its file, and so of its address."""
        return f"arrangement-{self.number:06}"


def made_up(number: int) -> MadeUp:
    """The event with this number."""
    random = Random(number)
    start = NOW + timedelta(days=random.randrange(1, DAYS), minutes=15 * random.randrange(48))
    price = random.choice((0, 0, 0, 40, 85, 120))
    return MadeUp(
        number=number,
        title=f"{random.choice(FIRST)} {random.choice(SECOND)} {number}",
        uuid=str(UUID(int=random.getrandbits(128), version=4)),
        created=start - timedelta(days=random.randrange(620, 700)),
        start=start,
        end=start + timedelta(minutes=random.choice((45, 60, 90, 150))),
        lead=random.choice(SENTENCES),
        branch=random.randrange(len(BRANCHES)),
        street=f"Bogvej {random.randrange(1, 150)}",
        zip_code=random.randrange(1000, 9990),
        categories=tuple(random.sample(CATEGORIES, random.choice((1, 1, 2)))),
        audiences=tuple(random.sample(AUDIENCES, random.choice((1, 2)))),
        tags=tuple(random.sample(TAGS, random.randrange(1, 4))),
        state=random.choice(STATES),
        capacity=random.randrange(10, 200),
        tickets=(("Voksen", price), ("Barn", price // 2)) if price else (),
        body=_body(random),
    )


def _body(random: Random) -> str:
    """Three paragraphs, a heading, a link and a list: about 1,200 characters."""
    first, second, third = (" ".join(random.choices(SENTENCES, k=4)) for _ in range(3))
    points = "\n".join(f"- {random.choice(SENTENCES)}" for _ in range(4))
    link = "Se også [bibliotekets side](https://lillerup.example/om)."
    return f"{first}\n\n## Sådan foregår det\n\n{second} {link}\n\n{points}\n\n**Husk:** {third}\n"


def as_yaml(facts: dict[str, object]) -> str:
    """Front matter whose values need no quotes but what ``_scalar`` gives them; tuples of text as a block list."""
    lines = []
    for key, value in facts.items():
        if isinstance(value, tuple):
            lines += [f"{key}:", *(f"  - {_scalar(each)}" for each in value)] if value else []
        elif isinstance(value, dict):
            lines += [f"{key}:", *(f"  {inner}: {_scalar(each)}" for inner, each in value.items())]
        else:
            lines.append(f"{key}: {_scalar(value)}")
    return "\n".join(lines) + "\n"


def _scalar(value: object) -> str:
    return f"{{title: {value[0]}, price: {value[1]}}}" if isinstance(value, tuple) else str(value)
