"""A made-up feed of another site: five hundred events with every field that there is, and every way to leave one out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PIL import Image

Json = dict[str, Any]

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 21, 12, tzinfo=ZONE)
LIBRARY = "Lillerup Bibliotek"

TITLES = (
    "Krimiaften", "Historietime", "Bøger &amp; kaffe", "Strikkecafé: vanter", "# Kodeklub", "\"Stille\" læsning",
    "Æbler, øl & åer", "Kor 60+", "@ biblioteket", "1984", "nej", "Babyrytmik [0-2 år]", "Hvad er {tid}?", "Film: Fyret",
    "Læs - og spis", "💡 Idéværksted",
)  # fmt: skip
CATEGORIES = ("Foredrag", "Børn", "Musik & sang", "Workshop", "Film")
AUDIENCES = ("Voksne", "Børn 0-3 år", "Unge", "Alle")
TAGS = ("krimi", "jul", "strik: vanter", "fri entré", "ny #bog")
PARTNERS = ("Boghandelen Sidste Side", 'Foreningen "Norden"')
SCREENS = ("Foyer", "Børnebyen")

BRANCHES: dict[str, Json] = {
    "Hovedbiblioteket": {"street": "Bibliotekstorvet 1", "zip_code": 8395, "city": "Storkøbing", "country": "DK"},
    "Havnen": {"street": "Pakhuskajen 4, 2.", "zip_code": 8396, "city": "Storkøbing", "country": "DK"},
    "Nørremarken": {"street": "Skolevej 12", "zip_code": 999, "city": "Nørremark", "country": "DK"},
}
CONTACTS: dict[str, Json] = {
    "Hovedbiblioteket": {"isil_id": "DK-799900", "phone": "+45 12 34 50 01", "email": "hoved@bibliotek.example"},
    "Havnen": {"isil_id": "DK-799901", "phone": "+45 12 34 50 02"},
    "Nørremarken": {},
}
OWN_PLACES: tuple[Json, ...] = (
    {"location": "Fugletårnet", "street": "Søvejen 9", "zip_code": 8397, "city": "Askemose", "country": "DK"},
    {"location": "Byparken", "locationAdditional": "ved dammen", **BRANCHES["Hovedbiblioteket"], "street": "Parkvej 1 "},
)

BODIES = (
    "<p>Kom og h&oslash;r tre forfattere.</p>\n\n<p>Entr&eacute; &amp; kaffe: <strong>50 kr.</strong></p>",
    '<h1>Stort</h1><p>Ring <a href="tel:+4512345001">12 34 50 01</a> eller <a href="/kontakt?a=1&amp;b=2">skriv</a>.</p>',
    '<div class="field"><p style="color:red" class="x">R&oslash;d &nbsp; tekst</p></div>',
    '<ul><li>En</li><li>To <em>og en halv</em><ul><li>Tre</li></ul></li></ul><ol start="4"><li>Fire</li></ol>',
    '<table><thead><tr><th scope="col">Tid</th></tr></thead><tbody><tr><td>kl. 10</td></tr></tbody></table>',
    "Ren tekst med *stjerner*, _streger_ og\n\n1. tal\n# tegn <b>og fed</b>",
    '<p>Video:</p><iframe src="https://film.example/1"></iframe><script>alert(1)</script><p onclick="x()">Slut</p>',
    "<pre>a\n\n  b &lt;c&gt;</pre><blockquote><p>Citat</p><p>to</p></blockquote><hr>",
    '<p>Billede: <img src="{site}/sites/default/files/krop.png" alt="En krop" class="i"> i teksten</p>',
    '<p>Eget: <img src="/sites/default/files/krop.png"></p><p>&amp;amp; &lt;script&gt;</p><p></p><p>&nbsp;</p>',
    "<p>linje<br>skift</p><p>- ikke en liste</p><p>1. heller ikke</p><p>## nej</p>",
    "<dl><dt>Ord</dt><dd>Forklaring</dd></dl><details><summary>Mere</summary><p>skjult</p></details>",
)


TOGETHER = (
    ("description",), ("categories",), ("tags",), ("audiences",), ("branches", "address", "organizer"),
    ("image", "originalImage", "teaserImage"), ("body",), ("ticket_categories",), ("screen_names",), ("partners",),
    ("ticket_capacity",), ("external_data",),
)  # fmt: skip
"""What a date has as its series has it, or for itself."""


@dataclass
class Feed:
    """The events, and the files that they point at."""

    site: str
    """The address of the other site, without a slash at its end."""
    events: list[Json] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """Pictures by path."""

    def event(self, title: str) -> Json:
        """The first event of that title."""
        return next(event for event in self.events if event.get("title") == title)


def made_up(site: str, count: int = 500, seed: int = 7) -> Feed:
    """A feed of ``count`` events; the same seed gives the same feed."""
    return _Maker(site, Random(seed)).feed(count)


def picture(number: int, size: tuple[int, int] = (64, 48)) -> bytes:
    """A small picture like no other."""
    out = BytesIO()
    Image.new("RGB", size, (number * 37 % 256, number * 91 % 256, number * 13 % 256)).save(out, "PNG")
    return out.getvalue()


class _Maker:
    def __init__(self, site: str, random: Random) -> None:
        self.made = Feed(site)
        self.random = random
        self.made.files["/sites/default/files/krop.png"] = picture(200)

    def feed(self, count: int) -> Feed:
        for number in range(22):
            self.made.events += self.series(number)
        while len(self.made.events) < count:
            self.made.events.append(self.event(len(self.made.events)))
        self.random.shuffle(self.made.events)
        del self.made.events[count:]
        return self.made

    def uuid(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def some(self, words: tuple[str, ...]) -> Any:
        """A list of some of the words; or one of the ways to say none."""
        chosen = self.random.sample(words, self.random.randint(0, min(3, len(words))))
        return self.random.choice([chosen, [*chosen, ""], None]) if chosen else self.random.choice([[], None])

    def maybe(self, value: Any, *instead: Any) -> Any:
        return value if self.random.random() < 0.7 else self.random.choice(instead or (None, ""))

    def moment(self, least: datetime, most: datetime) -> datetime:
        seconds = int((most - least).total_seconds())
        return (least + timedelta(seconds=self.random.randint(0, max(seconds, 0)))).astimezone(ZONE)

    # One event

    def event(self, number: int) -> Json:
        start = self.start(date(2026, 10, 24) + timedelta(days=self.random.randint(0, 400)))
        length = timedelta(minutes=self.random.choice([30, 45, 60, 90, 120, 300]))
        item = self.base(number, self.random.choice(TITLES), start, start + length)
        if self.random.random() < 0.1:
            self.make_all_day(item, start.date())
        if self.random.random() < 0.6:
            item["series"] = {"uuid": self.uuid()}  # every event of a DPL CMS site has one, if of one date
        elif self.random.random() < 0.3:
            item["series"] = None
        return item

    def start(self, day: date) -> datetime:
        if day == date(2026, 10, 25):
            return datetime(2026, 10, 25, 2, 30, tzinfo=ZONE, fold=1)  # the second of two
        return datetime.combine(day, time(self.random.randint(8, 20), self.random.choice([0, 15, 30, 45])), ZONE)

    def make_all_day(self, item: Json, day: date) -> None:
        last = day + timedelta(days=self.random.choice([0, 0, 5, 40]))
        item["all_day"] = True
        item["date_time"] = {
            "start": datetime.combine(day, time(), ZONE).isoformat(),
            "end": datetime.combine(last, time(23, 59, 59), ZONE).isoformat(),
        }
        item["state"] = self.state(datetime.combine(last, time(23, 59, 59), ZONE))

    def base(self, number: int, title: str, start: datetime, end: datetime) -> Json:
        created = self.moment(NOW - timedelta(days=300), NOW - timedelta(days=40))
        updated = self.moment(created, NOW - timedelta(days=1))
        item: Json = {
            "uuid": self.uuid(),
            "title": title,
            "description": self.maybe(f'Nummer {number}: kort & godt, "kom" – 100 % fri.', None, "", "   "),
            "url": f"{self.made.site}/arrangementer/boern/{title.lower().split()[0].strip('#@')}-{number}",
            "created_at": created.isoformat(),
            "updated_at": updated.astimezone(ZoneInfo("UTC")).isoformat() if number % 7 == 0 else updated.isoformat(),
            "ticket_manager_relevance": self.random.choice([True, False, None]),
            "state": self.state(end),
            "all_day": self.random.choice([False, None]),
            "date_time": {"start": start.isoformat(), "end": end.isoformat()},
            "categories": self.some(CATEGORIES),
            "audiences": self.some(AUDIENCES),
            "tags": self.some(TAGS),
            "partners": self.some(PARTNERS),
            "screen_names": self.some(SCREENS),
            "ticket_capacity": self.random.choice([None, 0, 12, 80]),
            "body": self.maybe(self.random.choice(BODIES).replace("{site}", self.made.site), None, ""),
            "external_data": self.external(number),
        }
        item |= self.place() | self.images(number) | self.tickets()
        if number % 11 == 0:
            item["internal_note"] = "ikke til andre"
        if number % 13 == 0:
            del item["audiences"], item["ticket_capacity"]
        return item

    def state(self, end: datetime) -> str:
        if end <= NOW:
            return self.random.choice(["Occurred", "Occurred", "Cancelled"])
        return self.random.choice(["Active", "Active", "Active", "SoldOut", "TicketSaleNotOpen", "Cancelled"])

    def external(self, number: int) -> Any:
        url, admin = f"https://www.billetter.example/e/{number}", f"https://www.billetter.example/admin/{number}?a=b"
        both = {"url": url, "admin_url": admin}
        return self.random.choice([None, {}, {"url": ""}, {"url": url}, both, {"url": None, "admin_url": admin}])

    def place(self) -> Json:
        names = self.random.choice([*([name] for name in BRANCHES), ["Havnen", "Hovedbiblioteket"], [], None])
        if not names:
            whole = self.random.choice(OWN_PLACES) | {"locationType": "physical"}
            broken = {"location": "Et sted", "street": "", "zip_code": None, "city": None, "country": ""}
            address = self.random.choice([whole, whole, broken, None])
            return {"branches": names, "address": address, "organizer": {"name": LIBRARY}}
        branch = names[0]
        room = self.maybe("Store Sal", None, "")
        address = BRANCHES[branch] | {"location": branch, "locationType": "physical", "locationAdditional": room}
        own = self.random.choice(OWN_PLACES) | {"locationType": "physical", "vejviser": 7}
        online = BRANCHES[branch] | {"location": "Online", "locationType": "online"}
        told = self.random.choice([address, address, address, own, online, None, {"street": None}])
        found: Json = {"branches": names, "address": told}
        if self.random.random() < 0.8:
            page = f"{self.made.site}/{branch.lower()}"
            found["organizer"] = {"name": branch, **BRANCHES[branch], **CONTACTS[branch], "url": page}
        return found

    def images(self, number: int) -> Json:
        name = f"/sites/default/files/2026-11/Billede%20{number % 30}.png"
        styled = f"/sites/default/files/styles/%s/public/2026-11/Billede%%20{number % 30}.png.webp?itok=abc{number}"
        original, wide, crop = self.made.site + name, self.made.site + styled % "wide_1920", self.made.site + styled % "teaser"
        for address, size in ((original, 64), (wide, 48), (crop, 32)):
            self.made.files[address.removeprefix(self.made.site).partition("?")[0]] = picture(number % 30, (size, size))
        own = f"/sites/default/files/lille-{number % 5}.png"
        self.made.files[own] = picture(100 + number % 5)
        return self.random.choice(
            [
                {},
                {"image": None, "originalImage": None, "teaserImage": None},
                {"image": {"url": ""}},
                {"image": {"url": original}, "teaserImage": {"url": crop}},
                {"image": {"url": wide}, "originalImage": {"url": original}, "teaserImage": {"url": crop}},
                {"image": {"url": wide}, "originalImage": {"url": original}, "teaserImage": {"url": self.made.site + own}},
            ]
        )

    def tickets(self) -> Json:
        kinds = [
            {"title": "Voksen", "price": {"currency": "DKK", "value": self.random.choice([120, 79.5, 0, 100.0])}},
            {"title": "Barn, under 12: halv pris", "price": {"currency": "DKK", "value": 59.25}, "uuid": self.uuid()},
        ]
        chosen = self.random.choice([None, [], kinds[:1], kinds])
        return {} if self.random.random() < 0.2 else {"ticket_categories": chosen}

    # A series

    def series(self, number: int) -> list[Json]:
        uuid, title = self.uuid(), f"Serie {number % 9}"
        first = date(2026, 10, 26) + timedelta(days=self.random.randint(0, 60))
        clock, length = time(self.random.randint(9, 19), 30), timedelta(minutes=self.random.choice([45, 90, 150]))
        model = self.base(1000 + number, title, NOW, NOW + length)
        items = []
        for at, day in enumerate(self.days(number, first)):
            start = datetime.combine(day, clock, ZONE)
            item = self.base(1000 + 50 * number + at, title, start, start + length)
            for keys in TOGETHER:
                if self.random.random() < 0.97:  # most dates are as the series
                    for key in keys:
                        item.pop(key, None)
                        item |= {key: model[key]} if key in model else {}
            if datetime.fromisoformat(model["created_at"]) < datetime.fromisoformat(item["updated_at"]):
                item["created_at"] = model["created_at"]
            item["series"] = {"uuid": uuid}
            items.append(item)
        if number % 6 == 0:
            self.make_all_day(items[0], first)
        if number % 5 == 0:  # two at one time, in two rooms
            items[1]["date_time"] = items[2]["date_time"]
            items[1]["state"] = items[2]["state"]
        if number % 4 == 0:
            items[-1]["title"] = f"{title}: afslutning"
            end = datetime.fromisoformat(items[-1]["date_time"]["end"]) + timedelta(minutes=30)
            items[-1]["date_time"] = {**items[-1]["date_time"], "end": end.isoformat()}
        return items

    def days(self, number: int, first: date) -> list[date]:
        match number % 4:
            case 0:
                return [first + timedelta(days=7 * at) for at in range(10) if at != 6]
            case 1:
                return [date(2027, month, 5) for month in range(1, 7)]
            case 2:
                return sorted({first + timedelta(days=self.random.randint(0, 200)) for _ in range(7)})
            case _:
                return [first + timedelta(days=at) for at in range(5)]
