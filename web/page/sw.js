/**
 * The service worker: keeps the files of one version, so that the page works without a network. `build.sh` puts the
 * version and the list of files here; a new version is a new store, and the old one goes.
 */
const VERSION = "@VERSION@";
const FILES = ["@FILES@"];
const STORE = `offprint-${VERSION}`;

addEventListener("install", (event) => {
  const keep = async () => {
    const store = await caches.open(STORE);
    await store.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
    await skipWaiting();
  };
  event.waitUntil(keep());
});

addEventListener("activate", (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("offprint-") && name !== STORE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(tidy());
});

addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && new URL(event.request.url).origin === location.origin) {
    const answer = async () => {
      const store = await caches.open(STORE);
      return (await store.match(event.request, { ignoreSearch: true })) ?? fetch(event.request);
    };
    event.respondWith(answer());
  }
});
