// Three things, all of them extras: events that are over leave the page by themselves; "today" and "tomorrow" stay true
// between two builds; and the filters and the search answer at once, from a small index that is fetched when first used.
"use strict";
{
  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const copy = (template) => $(template).content.firstChild.cloneNode(true);
  const language = document.documentElement.lang;
  const words = document.body.dataset;
  const days = new Intl.DateTimeFormat("sv", { timeZone: words.zone }); // Swedes write ISO 8601
  const said = (iso, parts) => new Intl.DateTimeFormat(language, { timeZone: "UTC", ...parts }).format(new Date(iso + "T12:00Z"));

  // What is over

  function sweep() {
    const now = Date.now();
    for (const one of all("[data-end]")) {
      if (Date.parse(one.dataset.end) > now) continue;
      if (one.localName === "article") end(one);
      else {
        const group = one.closest(".day");
        one.remove();
        if (group && !$(".row", group)) group.remove();
      }
    }
  }

  function end(article) {
    const button = $("[data-over]", article);
    if (!button) return;
    button.textContent = button.dataset.over;
    button.removeAttribute("href");
    button.classList.add("still");
  }

  // Today and tomorrow

  let today; // the library's, wherever the visitor is

  function label(iso) {
    const ahead = Date.parse(iso) - Date.parse(today);
    return ahead === 0 ? words.today : ahead === 864e5 ? words.tomorrow : said(iso, { weekday: "long" });
  }

  function relabel() {
    for (const one of all(".day[data-day]:not(.running)")) {
      const shown = $(".label", one);
      const right = label(one.dataset.day);
      if (shown.textContent.toLowerCase() !== right.toLowerCase()) shown.textContent = right;
    }
    for (const one of all("[data-built]")) if (one.dataset.built !== today) one.remove();
    for (const one of all("tr[data-day]")) one.ariaCurrent = one.dataset.day === today ? "date" : null;
  }

  function keepUp() {
    today = days.format(Date.now());
    sweep();
    relabel();
  }

  keepUp();
  setInterval(keepUp, 6e4);
  addEventListener("pageshow", keepUp); // somebody has gone back to it
  document.addEventListener("visibilitychange", keepUp); // the telephone slept

  // Finding

  const finder = $(".finder");
  if (finder) {
    const list = $("#list"), found = $("#found"), chosen = $("#chosen"), more = $("#more"), heading = $("#heading");
    const input = $("input", finder), text = finder.dataset, PAGE = 48, PAGED = /side\/\d+\/$/;
    const COLUMN = { branch: 9, category: 10, audience: 11, tag: 12 };
    const options = all(".filters a").map((link) => {
      const details = link.closest("details"), kind = details.dataset.kind;
      const title = link.firstChild.textContent.trim(), path = link.pathname;
      const month = kind === "month" && path.split("/").slice(-3, -1).join("-");
      const fits = month ? (one) => (one[2] < today ? today : one[2]).startsWith(month) : (one) => one[COLUMN[kind]].split("|").includes(title);
      return { link, details, kind, title, path, fits, count: $("small", link) };
    });
    const base = options.length ? "/arrangementer/" : location.pathname;
    const here = () => location.pathname + location.search;
    let events, picked = new Map(), matches = [], shown = 0, answered = here();

    const fold = (words) => words.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
    async function fetched() {
      const index = await (await fetch(text.index)).json();
      for (const one of index.events) one.folded = fold([one[1], one[6], ...one.slice(9)].join(" "));
      return index.events;
    }

    async function load() {
      try {
        return (await (events ??= fetched())).filter((one) => Date.parse(one[4]) > Date.now());
      } catch {
        events = null; // whoever asks next tries again
      }
    }

    // The address says what is chosen: the first filter by its own page, the others and the words behind the "?".
    function address() {
      const [one, ...others] = [...picked.values()];
      const url = new URL(one ? one.path : base, location);
      for (const other of others) url.searchParams.append(...other.path.slice(base.length, -1).split("/"));
      if (input.value.trim()) url.searchParams.set("q", input.value.trim());
      return url;
    }

    // Is there anything to answer? The page that was built has answered what its path says, and a "?" may be a stranger's.
    function read() {
      const query = new URLSearchParams(location.search), known = (path) => options.filter((one) => one.path === path);
      const asked = [...query].flatMap((pair) => known(`${base}${pair.join("/")}/`));
      picked = new Map([...known(location.pathname.replace(PAGED, "")), ...asked].map((one) => [one.kind, one]));
      input.value = query.get("q") ?? "";
      return input.value || asked.length;
    }

    async function show() {
      answered = here();
      const coming = await load();
      if (!coming) return found.replaceChildren(copy("#failed"));
      const asked = fold(input.value).split(/\s+/).filter(Boolean);
      const fitting = coming.filter((one) => asked.every((word) => one.folded.includes(word)));
      const filters = [...picked.values()];
      matches = fitting.filter((one) => filters.every((option) => option.fits(one)));
      for (const option of options) {
        const others = filters.filter((one) => one.kind !== option.kind);
        option.count.textContent = fitting.filter((one) => option.fits(one) && others.every((other) => other.fits(one))).length;
        option.link.ariaCurrent = picked.get(option.kind) === option || null;
      }
      list.replaceChildren();
      shown = 0;
      if (options.length || asked.length) {
        const phrases = [(matches.length === 1 ? text.one : text.many).replace("{}", matches.length)];
        phrases.push(...filters.map((one) => one.details.dataset.pattern.replace("{}", one.link.dataset.within ?? one.title)));
        if (asked.length) phrases.push(text.about.replace("{}", input.value.trim()));
        found.textContent = phrases.join(" ");
        if (!matches.length) list.append(copy("#none"));
      } else {
        matches = [];
        found.textContent = "";
      }
      further();
      chosen?.replaceChildren(...filters.map(chip));
      const { title } = filters[0] ?? {};
      if (heading) heading.textContent = title ? title[0].toUpperCase() + title.slice(1) : heading.dataset.all;
    }

    function chip(option) {
      const link = copy("#chip");
      link.children[1].textContent = option.title;
      link.onclick = (event) => choose(option, event);
      return link;
    }

    function further() {
      for (const one of matches.slice(shown, shown + PAGE)) {
        const running = one[2] < today, iso = running ? "now" : one[2];
        let group = list.lastElementChild;
        if (group?.dataset.day !== iso) {
          group = copy("#day");
          group.dataset.day = iso;
          $(".label", group).textContent = running ? text.now : label(iso);
          group.classList.toggle("running", running);
          if (running) $("time", group).remove();
          else {
            $("time", group).dateTime = iso;
            $("b", group).textContent = Number(iso.slice(8));
            $("time span", group).textContent = said(iso, { month: "long" });
          }
          list.append(group);
        }
        $("ol", group).append(row(one));
      }
      shown += PAGE;
      more.hidden = shown >= matches.length;
    }

    function row([path, title, , , end, when, where, price, state, , categories]) {
      const made = copy("#row"), link = $("a", made), clock = $(".clock", made), aside = $(".end", made);
      made.dataset.end = end;
      link.href = path;
      clock.textContent = when;
      clock.classList.toggle("words", !/^[\d.:]+$/.test(when));
      $(".quiet", made).textContent = [where, ...categories.split("|").filter(Boolean)].join(" · ");
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
      event.preventDefault();
      if (picked.get(option.kind) === option) picked.delete(option.kind);
      else picked.set(option.kind, option);
      history.pushState(null, "", address());
      close(option.details);
      await show();
      if (!events) location.reload(); // no answer: the filter has a page of its own
    }

    for (const option of options) {
      option.link.onclick = (event) => {
        if (!(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)) choose(option, event);
      };
    }
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
      const last = all(".row", list).length;
      further();
      $("a", all(".row", list)[last]).focus();
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
    if (read()) {
      list.style.minHeight = `min(100vh, ${list.offsetHeight}px)`; // the foot stays below what is seen
      show();
    }
  }
}
