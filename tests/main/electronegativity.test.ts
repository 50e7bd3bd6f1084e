import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptedFindings } from '../fixtures/electronegativity-accepted';
import { builtApp, requireBuiltApp } from '../support/hosts/built-app';

const tool = resolve(import.meta.dirname, '../support/packages/electronegativity.mjs');

/** What it found in a folder, and which files it could not parse there. */
const reportSchema = v.object({
  findings: v.array(v.object({ rule: v.string(), file: v.string() })),
  errors: v.array(v.object({ file: v.string(), message: v.string() })),
});

let folder: string;
/** Of the built app, of an app with a weak window, and of one with a file that is no JavaScript. */
let app: v.InferOutput<typeof reportSchema>;
let weak: typeof app;
let broken: typeof app;

beforeAll(async () => {
  requireBuiltApp();
  folder = await mkdtemp(join(tmpdir(), 'electronegativity-'));
  for (const [from, to] of [
    [join(builtApp.outFolder, 'main'), 'main'],
    [join(builtApp.outFolder, 'preload'), 'preload'],
    [join(builtApp.rendererFolder, 'index.html'), 'index.html'],
    [resolve('package.json'), 'package.json'],
  ] as const)
    await cp(from, join(folder, 'app', to), { recursive: true });
  await write(
    'weak/index.js',
    "import { BrowserWindow } from 'electron';\nnew BrowserWindow({ webPreferences: { nodeIntegration: true, contextIsolation: false, webSecurity: false } });\n",
  );
  await write('broken/index.js', 'const = ;\n');
  const inputs = ['app', 'weak', 'broken'].map((name) => join(folder, name));
  const { stdout } = spawnSync(process.execPath, [tool, ...inputs], { encoding: 'utf8' });
  // The last line: in those before it the tool says that there is no network.
  const reports: unknown = JSON.parse(stdout.split('\n').at(-1) ?? '');
  [app, weak, broken] = v.parse(v.tuple([reportSchema, reportSchema, reportSchema]), reports);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<void> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

describe('electronegativity, on the built app', () => {
  it('finds nothing but what is accepted with a reason, and parses every file', () => {
    expect(app.errors).toEqual([]);
    const open = app.findings.filter(
      ({ rule, file }) => !acceptedFindings.some((accepted) => accepted.rule === rule && file.endsWith(accepted.file)),
    );
    expect(open).toEqual([]);
    // An accepted finding that is gone leaves the list: it must not hide the next one.
    const unused = acceptedFindings.filter(
      (accepted) => !app.findings.some(({ rule, file }) => accepted.rule === rule && file.endsWith(accepted.file)),
    );
    expect(unused).toEqual([]);
    for (const { reason } of acceptedFindings) expect(reason.length).toBeGreaterThan(40);
  });

  it('would find a weak window', () => {
    expect(weak.findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['NODE_INTEGRATION_JS_CHECK', 'CONTEXT_ISOLATION_JS_CHECK', 'WEB_SECURITY_JS_CHECK']),
    );
  });

  it('would tell of a file that it cannot parse', () => {
    expect(broken.errors).toMatchObject([{ file: expect.stringMatching(/broken.index\.js$/u) }]);
  });
});
