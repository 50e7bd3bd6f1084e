import { describe, expect, test } from 'vitest';
import type { Citation, Source } from '../../../../src/domain/series/citation';
import type { ModuleContent } from '../../../../src/domain/series/module';
import { isOpenedSite, siteOf } from '../../../../src/domain/series/opened-sites';
import { sourceCitation } from '../../../../src/domain/series/source-citation';
import { sourceList } from '../../../../src/domain/series/source-list';
import { revised, singleChoice } from '../../../support/builders/series-builders';

const gc24: Source = {
  id: 'gc24',
  short: 'GC 24',
  title: 'General comment No. 24 (2019)',
  publisher: 'Committee on the Rights of the Child',
  year: '2019',
  symbol: 'CRC/C/GC/24',
  kind: 'instrument',
  address: { url: 'https://docs.un.org/en/CRC/C/GC/24', read: '2026-11-25', inCopy: true },
};
const report: Source = {
  id: 'report',
  short: 'A report',
  title: 'Report',
  publisher: 'Office',
  year: '2020',
  kind: 'other',
};
const crc: Source = { ...report, id: 'crc', short: 'CRC', title: 'Convention', kind: 'instrument' };

describe('a citation to copy', () => {
  test('holds body, title, symbol, places, address and the day of reading', () => {
    expect(sourceCitation(gc24, ['paras. 15-18', 'para. 72'], 'read 25 November 2026')).toBe(
      'Committee on the Rights of the Child, General comment No. 24 (2019), CRC/C/GC/24, paras. 15–18; para. 72. ' +
        'https://docs.un.org/en/CRC/C/GC/24 (read 25 November 2026)',
    );
  });

  test('names the year where the title doesn’t, and ends there without an address', () => {
    expect(sourceCitation(report, [], 'unused')).toBe('Office, Report, 2020.');
  });
});

describe('the list of sources', () => {
  const cite = (sourceId: string, locator = ''): Citation => ({ sourceId, locator });
  const content = (moduleId: string, citations: readonly Citation[]): ModuleContent => ({
    moduleId,
    sections: [{ id: `${moduleId}/one`, blocks: [], citations }],
    questions: [revised(singleChoice(`${moduleId}/q01`, { sources: [cite('crc', 'art. 3')] }))],
    sources: [report, gc24, crc],
    terms: [],
  });
  const list = sourceList([
    content('a', [cite('gc24', 'para. 2'), cite('gc24', 'para. 1'), cite('gc24', 'para. 2')]),
    content('b', [cite('report'), cite('gc24', 'para. 9')]),
  ]);

  test('puts instruments first, each kind by its short forms', () => {
    expect(list.map(({ source }) => source.id)).toEqual(['crc', 'gc24', 'report']);
  });

  test('names for each module the places that its sections and questions cite, each once', () => {
    expect(list.find(({ source }) => source.id === 'gc24')?.modules).toEqual([
      { moduleId: 'a', places: ['para. 2', 'para. 1'] },
      { moduleId: 'b', places: ['para. 9'] },
    ]);
    expect(list.find(({ source }) => source.id === 'crc')?.modules.map(({ moduleId }) => moduleId)).toEqual(['a', 'b']);
    expect(list.find(({ source }) => source.id === 'report')?.modules).toEqual([{ moduleId: 'b', places: [] }]);
  });
});

describe('the sites that the app opens', () => {
  test('are matched as whole names, with everything below them', () => {
    expect(['un.org', 'docs.un.org', 'www.childjusticecambodia.org'].map(isOpenedSite)).toEqual([true, true, true]);
    expect(['evil-un.org', 'un.org.evil.example', 'phnompenhpost.com'].map(isOpenedSite)).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('are named as a person knows them', () => {
    expect(siteOf('https://www.ohchr.org/en/x')).toBe('ohchr.org');
  });
});
