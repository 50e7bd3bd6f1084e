import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import screens from '../../src/renderer/src/i18n/locales/en/screens.json';
import start from '../../src/renderer/src/i18n/locales/en/start.json';
import { staticImports } from '../support/static-imports';
import { keysNamedIn, textKeys } from '../support/text-keys';

const renderer = resolve(import.meta.dirname, '..', '..', 'src', 'renderer', 'src');
const atOnce = staticImports(join(renderer, 'main.ts'));
const named = keysNamedIn([...atOnce].map((path) => readFileSync(path, 'utf8')).join('\n'));

describe('the texts of the first load', () => {
  it('are looked for in what the entry brings with it at once, and in nothing that comes later', () => {
    const paths = [...atOnce].map((path) => relative(renderer, path));
    expect(paths).toEqual(
      expect.arrayContaining([
        'App.vue',
        join('features', 'home', 'StudyWeek.vue'),
        join('components', 'shell', 'NoticeList.vue'),
        join('stores', 'session', 'session.ts'),
      ]),
    );
    expect(paths.filter((path) => /ModulePage|LearnerMenu|LockPage|screens/u.test(path))).toEqual([]);
  });

  it('hold every key that is named there', () => {
    const ofScreens = textKeys(screens);
    expect(ofScreens.filter(named.uses)).toEqual([]);
  });

  it('hold nothing else, but all notices: whatever comes up is told at once', () => {
    expect(textKeys(start).filter((key) => !named.uses(key) && !key.startsWith('notices.'))).toEqual([]);
    expect(Object.keys(screens)).not.toContain('notices');
  });

  it('and no other part comes without the texts that it may use', () => {
    const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /\.(?:ts|vue)$/u.test(path),
    );
    const asynchronous = sources.filter((path) =>
      readFileSync(join(renderer, path), 'utf8').includes('defineAsyncComponent'),
    );
    expect(asynchronous).toEqual([join('components', 'page', 'lazy-part.ts')]);
  });
});
