import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptedFindings } from '../fixtures/electronegativity-accepted';
import { builtApp, requireBuiltApp } from '../support/hosts/built-app';

const tool = join(
  createRequire(import.meta.url).resolve('@doyensec/electronegativity/package.json'),
  '../dist/index.js',
);
const offline = resolve(import.meta.dirname, '../support/packages/electronegativity-offline.mjs');

const reportSchema = v.object({
  runs: v.array(
    v.object({
      results: v.array(
        v.object({
          ruleId: v.string(),
          locations: v.array(
            v.object({
              physicalLocation: v.object({
                artifactLocation: v.object({ uri: v.string() }),
                region: v.optional(v.object({ snippet: v.optional(v.object({ text: v.string() })) })),
              }),
            }),
          ),
        }),
      ),
    }),
  ),
});

interface Finding {
  readonly rule: string;
  readonly file: string;
  readonly sample: string;
}

let folder: string;

beforeAll(async () => {
  requireBuiltApp();
  folder = await mkdtemp(join(tmpdir(), 'electronegativity-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the tool on a folder; its exit code is always 0. @returns what it prints */
function run(input: string, ...more: string[]): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', pathToFileURL(offline).href, tool, '-i', input, '-r', ...more],
    { encoding: 'utf8' },
  );
  return stdout + stderr;
}

async function findingsIn(input: string): Promise<Finding[]> {
  const report = join(input, '..', 'report.sarif');
  run(input, '-o', report);
  const { runs } = v.parse(reportSchema, JSON.parse(await readFile(report, 'utf8')));
  return runs.flatMap(({ results }) =>
    results.map(({ ruleId, locations: [location] }) => ({
      rule: ruleId,
      file: location?.physicalLocation.artifactLocation.uri ?? '',
      sample: location?.physicalLocation.region?.snippet?.text ?? '',
    })),
  );
}

describe('electronegativity, on the built app', () => {
  it('finds nothing but what is accepted with a reason, and parses every file', async () => {
    const input = join(folder, 'app/input');
    await mkdir(input, { recursive: true });
    await cp(join(builtApp.outFolder, 'main'), join(input, 'main'), { recursive: true });
    await cp(join(builtApp.outFolder, 'preload'), join(input, 'preload'), { recursive: true });
    await cp(join(builtApp.rendererFolder, 'index.html'), join(input, 'index.html'));
    await cp(resolve('package.json'), join(input, 'package.json'));
    const findings = await findingsIn(input);
    // It names the files that it could not parse only where it writes no report.
    expect(run(input)).not.toMatch(/error parsing/i);
    const open = findings.filter(
      ({ rule, file }) => !acceptedFindings.some((accepted) => accepted.rule === rule && file.endsWith(accepted.file)),
    );
    expect(open).toEqual([]);
    // An accepted finding that is gone leaves the list: it must not hide the next one.
    const unused = acceptedFindings.filter(
      (accepted) => !findings.some(({ rule, file }) => accepted.rule === rule && file.endsWith(accepted.file)),
    );
    expect(unused).toEqual([]);
    for (const { reason } of acceptedFindings) expect(reason.length).toBeGreaterThan(40);
  });

  it('would find a weak window', async () => {
    const input = join(folder, 'weak/input');
    await mkdir(input, { recursive: true });
    await writeFile(
      join(input, 'index.js'),
      "import { BrowserWindow } from 'electron';\nnew BrowserWindow({ webPreferences: { nodeIntegration: true, contextIsolation: false, webSecurity: false } });\n",
    );
    const rules = (await findingsIn(input)).map(({ rule }) => rule);
    expect(rules).toEqual(
      expect.arrayContaining(['NODE_INTEGRATION_JS_CHECK', 'CONTEXT_ISOLATION_JS_CHECK', 'WEB_SECURITY_JS_CHECK']),
    );
  });

  it('would tell of a file that it cannot parse', async () => {
    const input = join(folder, 'broken/input');
    await mkdir(input, { recursive: true });
    await writeFile(join(input, 'index.js'), 'const = ;\n');
    expect(run(input)).toMatch(/error parsing/i);
  });
});
