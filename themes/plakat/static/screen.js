// A big screen: makes pages of its rows and turns them; lets go what is over; keeps days true by the clock; looks every few
// seconds whether there is anything new; and keeps a whole copy of itself, which the service worker shows while there is no network.
"use strict";
{
  const TURN = 12e3, LOOK = 2e4, PATIENCE = 1e4, PAGES = 8;
  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const { zone, worker, today, tomorrow } = document.body.dataset;
  const list = $(".rows"), nothing = $(".nothing"), turns = $(".turns");
  const upright = matchMedia("(orientation: portrait)");
  const said = (moment, parts, timeZone = "UTC") => new Intl.DateTimeFormat(document.documentElement.lang, { timeZone, ...parts }).format(moment);
  const dayOf = (moment) => new Intl.DateTimeFormat("sv", { timeZone: zone }).format(moment); // Swedes write ISO 8601

  let rows = taken(document), at = -1;

  function taken(page) {
    return all(".row", page).map((row) => document.adoptNode(row));
  }

  // Pages: of one day each, today's first; a row with a very long title takes the room of two

  const weight = (row) => ($(".longer", row) ? 2 : 1);

  function pages() {
    const now = Date.now(), first = dayOf(now), days = new Map();
    for (const row of rows) {
      if (Date.parse(row.dataset.end) <= now) continue;
      const day = row.dataset.day < first ? first : row.dataset.day;
      days.set(day, [...(days.get(day) ?? []), row]);
    }
    days.get(first)?.sort((one, other) => (one.dataset.day < first) - (other.dataset.day < first)); // what has long begun comes last
    const made = [...days].flatMap(([day, within]) => divided(within).map((some) => ({ day, rows: some })));
    return made.filter((page, number) => number < PAGES || page.day === first);
  }

  // As few pages as will do, and those as alike as they can be.
  function divided(within) {
    const fewest = filled(within, upright.matches ? 5 : 4).length;
    for (let room = 1; ; room++) {
      const made = filled(within, room);
      if (made.length === fewest) return made;
    }
  }

  function filled(within, room) {
    const made = [];
    let left = 0;
    for (const row of within) {
      if (left < weight(row)) {
        made.push([]);
        left = room;
      }
      made.at(-1).push(row);
      left -= weight(row);
    }
    return made;
  }

  // Showing

  async function turn(step = 1) {
    const made = pages();
    at = made.length ? Math.max(at + step, 0) % made.length : -1;
    await Promise.all(made[at]?.rows.flatMap((row) => all("img", row)).map(ready) ?? []);
    show(made);
  }

  function ready(picture) {
    if (picture.hidden) picture.src = picture.getAttribute("src"); // once more
    picture.loading = "eager";
    const come = picture.decode().then(() => true, () => false).then((there) => { picture.hidden = !there; });
    return Promise.race([come, new Promise((done) => setTimeout(done, 2e3))]);
  }

  function show(made) {
    const page = made[at], day = page?.day ?? dayOf(Date.now()), noon = Date.parse(`${day}T12:00Z`);
    $(".label").textContent = day === dayOf(Date.now()) ? today : day === dayOf(Date.now() + 864e5) ? tomorrow : said(noon, { weekday: "long" });
    $(".day b").textContent = Number(day.slice(8));
    $(".month").textContent = said(noon, { month: "long" });
    list.className = `rows of-${page?.rows.length ?? 0}`;
    list.replaceChildren(...(page?.rows ?? []));
    nothing.hidden = made.length > 0;
    turns.replaceChildren(...(made.length > 1 ? made : []).map((_, number) => Object.assign(document.createElement("li"), { className: number === at ? "at" : "" })));
  }

  function tick() {
    $(".now").textContent = said(Date.now(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, zone);
  }

  // Looking for what is new, and keeping it

  let last, looking = false;

  async function look() {
    if (looking) return;
    looking = true;
    try {
      const answer = await fetch(location.pathname, { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) });
      const copy = answer.clone(), text = await answer.text();
      if (!answer.ok || text === last) return;
      const page = new DOMParser().parseFromString(text, "text/html");
      if (!$("#wall", page)) return; // some other page, such as that of a wireless network that wants a password
      await keep(page, copy);
      last = text;
      if (dressed(page) !== dressed(document)) return location.reload();
      rows = taken(page);
      await turn(0);
    } catch {
      // No network, or half of one: what is shown stays, and the next look may fare better.
    } finally {
      looking = false;
    }
  }

  const needed = (page) => all("link[rel=stylesheet], script[src]", page).map((one) => one.getAttribute("href") ?? one.getAttribute("src"));

  const dressed = (page) => [...needed(page), $("style", page).textContent].join();

  // All or nothing: the page is kept last, when all that it needs is there.
  async function keep(page, answer) {
    if (!("caches" in window)) return; // not over HTTPS: no service worker either
    const cache = await caches.open(`screen ${location.pathname}`);
    const feed = $("link[type='application/json']", page).getAttribute("href");
    const pictures = all("img", page).map((one) => one.getAttribute("src"));
    const wanted = new Set([...needed(page), ...pictures]);
    for (const address of wanted) {
      if (await cache.match(address)) continue;
      const got = await fetch(address);
      if (got.ok) await cache.put(address, got);
      else if (!pictures.includes(address)) throw new Error(address);
    }
    await cache.add(feed);
    await cache.put(location.pathname, answer);
    const kept = new Set([...wanted, feed, location.pathname]);
    for (const request of await cache.keys()) if (!kept.has(new URL(request.url).pathname)) await cache.delete(request);
  }

  navigator.serviceWorker?.register(worker, { updateViaCache: "none" }).catch(() => {});
  addEventListener("online", look);
  upright.addEventListener("change", () => turn(0));
  tick();
  turn();
  look();
  setInterval(tick, 1e3);
  setInterval(turn, TURN);
  setInterval(look, LOOK);
}
