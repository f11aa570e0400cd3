self.addEventListener("install", event => {
  self.skipWaiting();
  event.waitUntil(fetch("/from-service-worker.json").then(answer => answer.text()));
});
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", event => {
  if (event.request.url.endsWith("/made-up.txt")) event.respondWith(new Response("made up"));
  if (event.request.url.endsWith("/through-service-worker.txt")) {
    event.respondWith(fetch(event.request));
  }
});
