// Extras of a form; it works without them. What the page's address says is filled in, dates keep to their limits as of today,
// and a proof of work is done in place of the question that visitors without JavaScript are asked.
// A field may have any name, and a form takes its fields for properties of its own: so nothing is asked of the form itself.
"use strict";
{
  const form = document.getElementById("form"), about = document.getElementById("about-form");
  const query = new URLSearchParams(location.search);

  const signIn = document.getElementById("sign-in");
  if (signIn && location.search) signIn.href += encodeURIComponent(location.search);

  if (form) {
    const all = (selector) => [...document.querySelectorAll(`#form ${selector}`)];
    const named = (name) => all(`[name="${CSS.escape(name)}"]`);
    const own = (name) => named(name)[0];
    const opened = Date.now();

    function fill(name) {
      const values = query.getAll(name);
      for (const control of values.length ? named(name) : []) {
        if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
        else if (!control.value || control.localName === "select") control.value = values[0];
      }
    }

    function limit(control, which) {
      const [months, days] = control.dataset[which].split(" ").map(Number);
      const now = new Date(), day = new Date(Date.UTC(now.getFullYear(), now.getMonth() + months, 1));
      const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
      day.setUTCDate(Math.min(now.getDate(), last) + days);
      control[which] = day.toISOString().slice(0, 10);
    }

    // SHA-256 of the salt and a number: whoever finds the number has worked for a second, which a robot cannot do all day.
    async function solve({ algorithm, challenge, salt, maxnumber, signature }) {
      const encoder = new TextEncoder(), batch = 256;
      const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
      for (let from = 0; from <= maxnumber; from += batch) {
        const tried = Array.from({ length: batch }, (_, i) => crypto.subtle.digest(algorithm, encoder.encode(salt + (from + i))));
        const found = (await Promise.all(tried)).findIndex((digest) => hex(digest) === challenge);
        if (found >= 0) return btoa(JSON.stringify({ algorithm, challenge, number: from + found, salt, signature }));
      }
      return "";
    }

    let sent = false;
    async function send(event) {
      if (event.target !== form) return;
      if (sent) return event.preventDefault();
      sent = true;
      own("opslag-seconds").value = Math.floor((Date.now() - opened) / 1000);
      if (!about.dataset.challenge || own("opslag-answer")) return;
      event.preventDefault();
      about.textContent = about.dataset.working;
      try {
        const answer = await fetch(about.dataset.challenge, { headers: { Accept: "application/json" }, cache: "no-store" });
        if (answer.ok) own("opslag-captcha").value = await solve(await answer.json());
      } catch {
        // the gateway asks a question instead
      }
      HTMLFormElement.prototype.submit.call(form);
    }

    for (const name of about.dataset.prefill.split(" ")) if (name) fill(name);
    if (!own("recordId").value) own("recordId").value = query.get("recordId") ?? "";
    if (own("referrer")) own("referrer").value = document.referrer;
    for (const which of ["min", "max"]) for (const control of all(`[data-${which}]`)) limit(control, which);
    document.addEventListener("submit", send);
    addEventListener("pageshow", () => { sent = false; about.textContent = ""; });
  }
}
