import { expect, test } from 'vitest';
import { firstOfPath } from '../../../src/renderer/src/features/home/reader-path';
import { module, series as seriesOf } from '../../support/builders/series-builders';
import { read, recordOf, type Deed } from '../../support/builders/statement-builders';

const series = seriesOf({
  modules: [{ ...module('a'), paths: { lawyer: [1, 0], 'social-worker': [], ngo: [5] } }, module('b')],
});

test.each<[string, Parameters<typeof firstOfPath>[0], 'lawyer' | 'ngo', Deed[], string | undefined]>([
  ['the first of the path', { kind: 'start', moduleId: 'a' }, 'lawyer', [], 'a/second'],
  [
    'the next of it, once that is read',
    { kind: 'next-module', moduleId: 'a' },
    'lawyer',
    [read('a/second')],
    'a/first',
  ],
  [
    'nothing where the step leads there',
    { kind: 'read', moduleId: 'a', sectionId: 'a/second', begun: true },
    'lawyer',
    [],
    undefined,
  ],
  [
    'nothing where all of it is read',
    { kind: 'next-module', moduleId: 'a' },
    'lawyer',
    [read('a/first'), read('a/second')],
    undefined,
  ],
  ['nothing where a module names no path', { kind: 'start', moduleId: 'b' }, 'lawyer', [], undefined],
  ['nothing where the path names what is not there', { kind: 'start', moduleId: 'a' }, 'ngo', [], undefined],
  ['nothing where there is nothing to read', { kind: 'done' }, 'lawyer', [], undefined],
])('a reader begins with: %s', (_, step, role, deeds, expected) => {
  expect(firstOfPath(step, role, series, recordOf(...deeds))?.id).toBe(expected);
});
