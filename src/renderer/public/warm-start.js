// In the browser host a window without its secret leaves for the page that says how the app is opened (`enter.html`).
// A browser that keeps nothing for the page stays here, where the app says so.
try {
  if (!('childJusticeHost' in window) && localStorage.getItem('child-justice-secret') === null)
    location.replace('./enter.html');
} catch {
  // Nothing is kept here.
}

// Wakes the browser's database service while the app's own scripts are still being loaded and compiled: opening the
// record then waits for nothing (about 40 of 190 ms on two cores). A file of its own, since a bundled module runs only
// when all others are there. It opens what exists and closes it again; it creates, upgrades and reads nothing, and what
// it can't open is told by the app itself a moment later.
if (typeof indexedDB === 'object' && typeof indexedDB.databases === 'function') {
  indexedDB.databases().then(
    (found) => {
      for (const { name } of found) {
        if (!name?.startsWith('child-justice-series-')) continue;
        const request = indexedDB.open(name);
        request.onupgradeneeded = () => request.transaction?.abort();
        request.onsuccess = () => request.result.close();
        request.onerror = (event) => event.preventDefault();
      }
    },
    () => undefined,
  );
}
