import { read, utils, type WorkSheet } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import type { SavedTable, TableFormat } from '../../../../src/contract/saved-table';
import { deliverTable } from '../../../../src/main/services/files';
import type { DeliverableFile } from '../../../../src/main/services/ports';
import { systemError } from '../../../support/system-error';

const TABLE: SavedTable = {
  headings: ['Name', 'Sections', 'Completed'],
  rows: [
    ['សុខ ដារ៉ា', 4, { day: '2026-11-20' }],
    ['=1+1', 0.85, null],
    ['Sok "Dara", ប៉ុក', null, { day: '1899-12-31' }],
  ],
  totals: ['3 people', 4.85, null],
};

async function saved(format: TableFormat, table: SavedTable = TABLE, label = 'Group 1'): Promise<DeliverableFile> {
  const files: DeliverableFile[] = [];
  const deliverFile = async (file: DeliverableFile) => {
    files.push(file);
    return { outcome: 'cancelled' } as const;
  };
  await deliverTable({ deliverFile }, label, format, table);
  const [file] = files;
  if (!file) throw new Error('Nothing was delivered.');
  return file;
}

async function sheetOf(table: SavedTable = TABLE): Promise<WorkSheet> {
  const { bytes } = await saved('xlsx', table);
  const book = read(bytes, { cellDates: true, cellNF: true, UTC: true });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''];
  if (!sheet) throw new Error('The workbook has no sheet.');
  return sheet;
}

describe('a group’s table', () => {
  it.each([
    ['csv', 'Group - .. Dara.csv', 'text/csv'],
    ['xlsx', 'Group - .. Dara.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ] as const)('is a file with a safe name as %s', async (format, suggestedName, mimeType) => {
    expect(await saved(format, TABLE, '../Dara')).toMatchObject({ suggestedName, mimeType });
  });

  it('as CSV has days in one form and no formula', async () => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode((await saved('csv')).bytes);
    expect(text).toBe(
      [
        '\uFEFF"Name","Sections","Completed"',
        '"សុខ ដារ៉ា",4,"2026-11-20"',
        '"\'=1+1",0.85,',
        '"Sok ""Dara"", ប៉ុក",,"1899-12-31"',
        '"3 people",4.85,',
        '',
      ].join('\r\n'),
    );
  });

  it('as a workbook has the same texts, numbers and days, read by another program', async () => {
    const sheet = await sheetOf();
    expect(utils.sheet_to_json(sheet, { header: 1, blankrows: true, defval: null, raw: true, UTC: true })).toEqual([
      ['Name', 'Sections', 'Completed'],
      ['សុខ ដារ៉ា', 4, new Date('2026-11-20T00:00:00Z')],
      ['=1+1', 0.85, null],
      ['Sok "Dara", ប៉ុក', null, '1899-12-31'],
      ['3 people', 4.85, null],
    ]);
    const [text, formula, day] = ['A2', 'A3', 'C2'].map((at) => sheet[at] as { t: string; z?: string; f?: string });
    expect(formula).toMatchObject({ t: 's', z: '@' });
    expect(formula?.f).toBeUndefined();
    expect(text?.t).toBe('s');
    expect(day).toMatchObject({ t: 'd', z: 'yyyy-mm-dd' });
  });

  it('as a workbook leaves out what XML can’t hold, and keeps what only looks like a code', async () => {
    const sheet = await sheetOf({
      headings: ['a'],
      rows: [['x\u0000\uD800y\u0007'], ['_x202E_'], ['two\nlines']],
      totals: [''],
    });
    expect(['A2', 'A3', 'A4'].map((at) => (sheet[at] as { v: unknown }).v)).toEqual(['xy', '_x202E_', 'two\nlines']);
  });

  it('that can’t be saved says why', async () => {
    const deliverFile = (): Promise<never> => Promise.reject(systemError('ENOSPC'));
    await expect(deliverTable({ deliverFile }, 'x', 'csv', TABLE)).rejects.toMatchObject({ code: 'disk-full' });
  });
});
