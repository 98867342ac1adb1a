// The service worker of the big screens. A screen's page keeps a whole copy of itself (see keep() in the theme's screen.js);
// this shows the copy where the network gives nothing, or nothing in time.
"use strict";
const NEVER_CHANGES = /^\/(theme|billeder)\//; // their addresses change with their bytes
const PATIENCE = 5000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  event.respondWith(NEVER_CHANGES.test(url.pathname) ? keptOrFresh(request) : freshOrKept(request));
});

const kept = (request) => caches.match(request, { ignoreSearch: true, ignoreVary: true });

async function keptOrFresh(request) {
  return (await kept(request)) ?? fetch(request);
}

async function freshOrKept(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) return (await kept(request)) ?? answer;
    return new Response(await answer.arrayBuffer(), answer); // all of it: half a page is worse than yesterday's
  } catch (error) {
    const copy = await kept(request);
    if (copy) return copy;
    throw error;
  }
}
