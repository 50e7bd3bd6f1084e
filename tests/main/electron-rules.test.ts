import { describe, expect, it } from 'vitest';
import { greenFixtures, redFixtures } from '../fixtures/electron-rules';
import { scannedFile, type ScannedFile } from '../support/electron-rules/rule';
import { fileRules, projectRules, readSources, scan } from './electron-rules';

const sources = readSources();

describe('the Electron rules', () => {
  it('are at least thirty, each of its own name', () => {
    const names = [...fileRules, ...projectRules].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(30);
    expect(Object.keys(redFixtures).sort()).toEqual(fileRules.map(({ name }) => name).sort());
  });

  it('look at all three processes', () => {
    for (const path of [
      'src/main/index.ts',
      'src/preload/index.ts',
      'src/renderer/index.html',
      'src/renderer/src/main.ts',
    ]) {
      expect(sources.map((file) => file.path)).toContain(path);
    }
  });

  it.each(fileRules.map((rule) => [rule.name, rule] as const))('find nothing in the sources: %s', (_, rule) => {
    expect(scan(sources, { file: [rule] })).toEqual([]);
  });

  it.each(projectRules.map((rule) => [rule.name, rule] as const))('find what must be there: %s', (_, rule) => {
    expect(scan(sources, { project: [rule] })).toEqual([]);
  });

  it.each(
    fileRules.flatMap((rule) => (redFixtures[rule.name] ?? []).map(([path, code]) => [rule.name, code, path] as const)),
  )('fire: %s on %s', (name, code, path) => {
    const findings = scan([scannedFile(path, code)], { file: fileRules });
    expect(findings.map(({ rule }) => rule)).toContain(name);
  });

  it.each(greenFixtures)('stay quiet in %s on %s', (path, code) => {
    // A fragment of the preload or the page has not everything that the whole one has.
    expect(scan([scannedFile(path, code)], { file: fileRules })).toEqual([]);
  });

  /** The sources with a text replaced in one file; fails where the text isn't there. */
  function changed(path: string, from: string | RegExp, to: string): ScannedFile[] {
    let isChanged = false;
    const files = sources.map((file) => {
      const text = file.script.text;
      const replaced = file.path === path ? text.replace(from, to) : text;
      if (replaced === text) return file;
      isChanged = true;
      return scannedFile(path, replaced);
    });
    expect(isChanged, `${path} has no ${from}`).toBe(true);
    return files;
  }

  const entry = 'src/main/index.ts';
  const guard = 'src/main/electron/navigation-guard.ts';
  const permissions = 'src/main/electron/permissions.ts';
  const scheme = 'src/main/electron/app-scheme.ts';

  it.each([
    ['sandbox-enabled-at-start', entry, 'app.enableSandbox();', ''],
    [
      'scheme-declared-before-ready',
      entry,
      'declareAppScheme(protocol);',
      'function later() { declareAppScheme(protocol); }',
    ],
    ['data-folder-set-before-lock', entry, /app\.setPath\(.*\);/, ''],
    ['scheme-privileges', scheme, 'secure: true', 'secure: false'],
    ['single-instance', entry, 'app.requestSingleInstanceLock()', 'true'],
    ['new-windows-denied', guard, 'contents.setWindowOpenHandler', 'contents.ignore'],
    ['permission-requests-denied', permissions, 'setPermissionRequestHandler', 'ignore'],
    ['permission-checks-denied', permissions, 'setPermissionCheckHandler', 'ignore'],
    ['devices-denied', permissions, 'setDevicePermissionHandler', 'ignore'],
    ['screen-capture-denied', permissions, 'setDisplayMediaRequestHandler', 'ignore'],
    ['requests-filtered', permissions, 'onBeforeRequest', 'ignore'],
    ['every-page-guarded', guard, "'web-contents-created'", "'other'"],
    ['navigation-guarded', guard, "'will-navigate'", "'other'"],
    ['frame-navigation-guarded', guard, "'will-frame-navigate'", "'other'"],
    ['redirects-guarded', guard, "'will-redirect'", "'other'"],
    ['webviews-denied', guard, "'will-attach-webview'", "'other'"],
    ['downloads-denied', permissions, "'will-download'", "'other'"],
    ['preferences-written-out', 'src/main/electron/app-window.ts', 'contextIsolation: true,', ''],
  ] as const)('notice a missing defence: %s', (name, path, from, to) => {
    const findings = scan(changed(path, from, to), { project: projectRules });
    expect(findings.map(({ rule }) => rule)).toContain(name);
  });

  it('have a missing defence for every rule of the whole', () => {
    expect(projectRules).toHaveLength(18);
  });
});
