// Run as a process of its own: `<folder>…`; prints what electronegativity finds in each folder, and what it could not
// parse there. Its two look-ups (newer translations, Electron's releases) would make the test wait for a network and
// depend on it.
import Module, { createRequire } from 'node:module';

const load = Module._load;
Module._load = function (request, ...others) {
  return request === 'got'
    ? () => Promise.reject(new Error('This test works without a network.'))
    : load.call(this, request, ...others);
};

const run = createRequire(import.meta.url)('@doyensec/electronegativity');
const found = [];
for (const input of process.argv.slice(2)) {
  const { issues, errors } = await run({ input, isRelative: true });
  found.push({ findings: issues.map(({ id, file }) => ({ rule: id, file })), errors });
}
process.stdout.write(JSON.stringify(found));
