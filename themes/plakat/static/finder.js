// The filters and the search answer at once, from a small index that is fetched when first used.
const $ = (selector, within = document) => within.querySelector(selector);
const copy = (template) => $(template).content.firstChild.cloneNode(true);

const finder = $(".finder"), text = finder.dataset, input = $("input", finder);
const found = $("#found"), chosen = $("#chosen"), more = $("#more"), heading = $("#heading"), follow = $("#follow");
const months = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: "UTC", month: "long" });
const PAGE = 48, PAGED = /side\/\d+\/$/;
const here = () => location.pathname + location.search;
const listed = () => location.pathname.replace(PAGED, "");

const COLUMN = { branch: 9, category: 10, audience: 11, tag: 12 };
const options = [...document.querySelectorAll(".filters a")].map((link) => {
  const details = link.closest("details"), { kind, pattern } = details.dataset;
  const title = link.firstChild.textContent.trim(), path = link.pathname;
  const month = path.split("/").slice(-3, -1).join("-");
  const fits = kind === "month"
    ? (one) => (one[2] < today ? today : one[2]).startsWith(month)
    : (one) => one[COLUMN[kind]].split("|").includes(title);
  return { link, details, kind, title, path, fits, words: pattern.replace("{}", link.dataset.within ?? title), count: $("small", link) };
});
const base = options.length ? "/arrangementer/" : location.pathname, built = listed();
let list = $("#list"), events, today, picked = new Map(), matches = [], shown = 0, answered = here();

const fold = (words) => words.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
async function fetched() {
  const index = await (await fetch(text.index)).json();
  for (const one of index.events) one.folded = fold([one[1], one[6], ...one.slice(9)].join(" "));
  return index.events;
}

async function load() {
  today = document.body.dataset.day; // plakat.js keeps it true
  try {
    return (await (events ??= fetched())).filter((one) => Date.parse(one[4]) > Date.now());
  } catch {
    events = null; // whoever asks next tries again
  }
}

// The address says what is chosen: the first filter by its own page, the others and the words behind the "?".
function address() {
  const [one, ...others] = picked.values();
  const url = new URL(one ? one.path : base, location);
  for (const other of others) url.searchParams.append(...other.path.slice(base.length, -1).split("/"));
  if (input.value.trim()) url.searchParams.set("q", input.value.trim());
  return url;
}

// Is there anything to answer? The page that was built has answered its path, and a "?" may be a stranger's.
function read() {
  const query = new URLSearchParams(location.search), known = (path) => options.filter((one) => one.path === path);
  const asked = [...query].flatMap((pair) => known(`${base}${pair.join("/")}/`));
  picked = new Map([...known(listed()), ...asked].map((one) => [one.kind, one]));
  input.value = query.get("q") ?? "";
  return input.value || asked.length;
}

// The heading is the path's alone: a page with a "?" has painted it already.
function mark() {
  chosen?.replaceChildren(...[...picked.values()].map(chip));
  const title = options.find((one) => one.path === listed())?.title;
  if (heading) heading.textContent = title ? title[0].toUpperCase() + title.slice(1) : heading.dataset.all;
  if (follow) follow.hidden = here() !== built;
}

function chip(option) {
  const link = copy("#chip");
  link.children[1].textContent = option.title;
  link.onclick = (event) => choose(option, event);
  return link;
}

// Gives whether there was an answer. It comes all at once, and in a new list, so that nothing moves.
async function show() {
  answered = here();
  const coming = await load();
  if (!coming) return found.replaceChildren(copy("#failed"));
  const asked = fold(input.value).split(/\s+/).filter(Boolean), filters = [...picked.values()];
  const fitting = coming.filter((one) => asked.every((word) => one.folded.includes(word)));
  const left = (among) => fitting.filter((one) => among.every((option) => option.fits(one)));
  for (const option of options) {
    option.count.textContent = left([...filters.filter((one) => one.kind !== option.kind), option]).length;
    option.link.ariaCurrent = picked.get(option.kind) === option || null;
  }
  mark();
  const empty = list.cloneNode();
  list.replaceWith(empty);
  list = empty;
  const anything = options.length || asked.length;
  matches = anything ? left(filters) : [];
  shown = 0;
  found.replaceChildren(...anything ? extent(filters.map((one) => one.words)) : []);
  if (anything && !matches.length) list.append(copy("#none"));
  further();
  return true;
}

// How many of what. "Of what" is said alone: it is seen in filters and field, and may take lines.
function extent(phrases) {
  if (input.value.trim()) phrases.push(text.about.replace("{}", input.value.trim()));
  const said = copy("#said");
  said.textContent = phrases.join(" ");
  return [(matches.length === 1 ? text.one : text.many).replace("{}", matches.length) + " ", said];
}

function further() {
  for (const one of matches.slice(shown, shown + PAGE)) {
    const day = one[2] < today ? "now" : one[2];
    let group = list.lastElementChild;
    if (group?.dataset.day !== day) list.append(group = begun(day));
    $("ol", group).append(row(one));
  }
  shown += PAGE;
  more.hidden = shown >= matches.length;
  dispatchEvent(new Event("listed")); // plakat.js says what each day is called
}

function begun(day) {
  const group = copy("#day"), time = $("time", group);
  group.dataset.day = day;
  if (day === "now") {
    group.classList.add("running");
    $(".label", group).textContent = text.now;
    time.remove();
  } else {
    time.dateTime = day;
    $("b", time).textContent = Number(day.slice(8));
    $("span", time).textContent = months.format(Date.parse(day));
  }
  return group;
}

function row([path, title, , , end, when, where, price, state, , categories]) {
  const made = copy("#row"), link = $("a", made), clock = $(".clock", made), aside = $(".end", made);
  made.dataset.end = end;
  link.href = path;
  clock.textContent = when;
  clock.classList.toggle("words", !/^[\d.:]+$/.test(when));
  $(".quiet", made).textContent = [where, ...categories.split("|").filter(Boolean)].join("\xa0· ");
  const cancelled = state === $(".state", link).textContent;
  (cancelled ? $("s", link) : link).textContent = title;
  if (state && !cancelled) $(".state", aside).textContent = state;
  else if (price) aside.textContent = price;
  else aside.remove();
  return made;
}

function close(details) {
  details.open = false;
  $("summary", details).focus();
}

async function choose(option, event) {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (picked.get(option.kind) === option) picked.delete(option.kind);
  else picked.set(option.kind, option);
  history.pushState(null, "", address());
  close(option.details);
  mark();
  if (!await show()) location.reload(); // no answer: the filter has a page of its own
}

for (const option of options) option.link.onclick = (event) => choose(option, event);
input.onfocus = load;
input.oninput = () => {
  history.replaceState(null, "", address());
  show();
};
finder.onsubmit = (event) => {
  event.preventDefault();
  show();
};
more.onclick = () => {
  const rows = list.getElementsByClassName("row"), next = rows.length;
  further();
  $("a", rows[next]).focus();
};
addEventListener("popstate", () => {
  if (here() === answered) return; // only a "#" is another
  if (!read() && PAGED.test(location.pathname)) location.reload();
  else show();
});
addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && $(".filters [open]");
  if (open) close(open);
});
if (read()) show();
