// Loaded before electronegativity: its two look-ups (newer translations, Electron's releases) would make the test wait
// for a network and depend on it.
import Module from 'node:module';

const load = Module._load;
Module._load = function (request, ...others) {
  return request === 'got'
    ? () => Promise.reject(new Error('This test works without a network.'))
    : load.call(this, request, ...others);
};
