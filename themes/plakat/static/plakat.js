// Two things, both of them extras: events that are over leave the page by themselves, and "today" and "tomorrow" stay true
// between two builds. finder.js, which lists events, finds today in <body data-day>, and says by "listed" that it has listed some.
const all = (selector) => document.querySelectorAll(selector);
const words = document.body.dataset;
const days = new Intl.DateTimeFormat("sv", { timeZone: words.zone }); // Swedes write ISO 8601
const weekdays = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: "UTC", weekday: "long" });

function sweep() {
  const now = Date.now();
  for (const one of all("[data-end]")) {
    if (Date.parse(one.dataset.end) > now) continue;
    if (one.localName === "article") end(one);
    else {
      const group = one.closest(".day");
      one.remove();
      if (group && !group.querySelector(".row")) group.remove();
    }
  }
}

function end(article) {
  const button = article.querySelector("[data-over]");
  if (!button) return;
  button.textContent = button.dataset.over;
  button.removeAttribute("href");
  button.classList.add("still");
}

// `today` is the library's, wherever the visitor is
function label(iso, today) {
  const ahead = Date.parse(iso) - Date.parse(today);
  return ahead === 0 ? words.today : ahead === 864e5 ? words.tomorrow : weekdays.format(Date.parse(iso));
}

function relabel(today) {
  for (const one of all(".day[data-day]:not(.running)")) {
    const shown = one.querySelector(".label");
    const right = label(one.dataset.day, today);
    if (shown.textContent.toLowerCase() !== right.toLowerCase()) shown.textContent = right;
  }
  for (const one of all("[data-built]")) if (one.dataset.built !== today) one.remove();
  for (const one of all("tr[data-day]")) one.ariaCurrent = one.dataset.day === today ? "date" : null;
}

function keepUp() {
  sweep();
  relabel(words.day = days.format(Date.now()));
}

keepUp();
setInterval(keepUp, 6e4);
addEventListener("listed", keepUp);
addEventListener("pageshow", keepUp); // somebody has gone back to it
document.addEventListener("visibilitychange", keepUp); // the telephone slept
