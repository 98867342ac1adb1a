// Extras of a form; it works without them. What the page's address says is filled in, dates keep to their limits as of today,
// and a proof of work is done in place of the question that visitors without JavaScript are asked.
"use strict";
{
  const form = document.getElementById("form");
  const query = new URLSearchParams(location.search);

  const signIn = document.getElementById("sign-in");
  if (signIn && location.search && !signIn.search.includes("%3F")) signIn.href += encodeURIComponent(location.search);

  if (form) {
    const own = (name) => form.elements.namedItem(name);
    const opened = Date.now();

    function fill(name) {
      const control = own(name), value = query.get(name);
      if (!control || value === null) return;
      if (control instanceof RadioNodeList) for (const one of control) one.checked = query.getAll(name).includes(one.value);
      else if (control.type === "checkbox") control.checked = control.value === value;
      else if (!control.value || control.localName === "select") control.value = value;
    }

    function limit(control, which) {
      const [months, days] = control.dataset[which].split(" ").map(Number);
      const now = new Date(), first = new Date(Date.UTC(now.getFullYear(), now.getMonth() + months, 1));
      const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
      first.setUTCDate(Math.min(now.getDate(), last) + days);
      control[which] = first.toISOString().slice(0, 10);
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
      if (sent) return event.preventDefault();
      sent = true;
      own("opslag-seconds").value = Math.floor((Date.now() - opened) / 1000);
      const solution = own("opslag-captcha");
      if (!form.dataset.challenge || own("opslag-answer")) return;
      event.preventDefault();
      document.getElementById("working").textContent = form.dataset.working;
      try {
        const answer = await fetch(form.dataset.challenge, { headers: { Accept: "application/json" }, cache: "no-store" });
        if (answer.ok) solution.value = await solve(await answer.json());
      } catch {
        // the gateway asks a question instead
      }
      form.submit();
    }

    for (const name of form.dataset.prefill.split(" ")) if (name) fill(name);
    if (!own("recordId").value) own("recordId").value = query.get("recordId") ?? "";
    if (own("referrer")) own("referrer").value = document.referrer;
    for (const control of form.querySelectorAll("[data-min]")) limit(control, "min");
    for (const control of form.querySelectorAll("[data-max]")) limit(control, "max");
    form.addEventListener("submit", send);
    addEventListener("pageshow", () => { sent = false; document.getElementById("working").textContent = ""; });
  }
}
