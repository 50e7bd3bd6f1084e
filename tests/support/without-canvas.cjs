// Preloaded into a host and its threads: what a computer has where the reader's optional canvas package could not be
// installed.
const Module = process.getBuiltinModule('node:module');

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  if (request === '@napi-rs/canvas')
    throw Object.assign(new Error(`${request} is hidden.`), { code: 'MODULE_NOT_FOUND' });
  return resolveFilename.call(this, request, ...rest);
};
