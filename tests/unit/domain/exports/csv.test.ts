import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvTable, type CsvCell } from '../../../../src/domain/exports/csv';

/** A reader of RFC 4180's grammar, and of nothing else: what it doesn't know it refuses. */
function readCsv(file: string): string[][] {
  const rows: string[][] = [];
  let at = 1;
  expect(file.startsWith('\uFEFF')).toBe(true);
  while (at < file.length) {
    const row: string[] = [];
    for (;;) {
      const quoted = /"(?:[^"]|"")*"/uy;
      const plain = /[^",\r\n]*/uy;
      const rule = file[at] === '"' ? quoted : plain;
      rule.lastIndex = at;
      const [field = ''] = rule.exec(file) ?? [];
      row.push(file[at] === '"' ? field.slice(1, -1).replaceAll('""', '"') : field);
      at += field.length;
      if (file[at] !== ',') break;
      at += 1;
    }
    if (file.slice(at, at + 2) !== '\r\n') throw new Error(`A line ends wrongly at ${at}.`);
    at += 2;
    rows.push(row);
  }
  return rows;
}

describe('a table as CSV', () => {
  test('has the mark by which Excel knows UTF-8, lines that end with CR LF, and quoted texts', () => {
    expect(
      csvTable(
        ['Name', 'Score'],
        [
          ['សុខ ដារ៉ា', 0.5],
          ['a "b", c\r\nd', null],
        ],
      ),
    ).toBe('\uFEFF"Name","Score"\r\n"សុខ ដារ៉ា",0.5\r\n"a ""b"", c\r\nd",\r\n');
  });

  test('is bytes that Excel reads as UTF-8', () => {
    expect([...new TextEncoder().encode(csvTable(['ក'], []))].slice(0, 7)).toEqual([
      0xef, 0xbb, 0xbf, 0x22, 0xe1, 0x9e, 0x80,
    ]);
  });

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\u00A0=1',
    '\u200B=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
  ])('%j is no formula', (text) => {
    const [, [cell = '']] = readCsv(csvTable(['x'], [[text]])) as [string[], string[]];
    expect(cell).toBe(`'${text}`);
  });

  test.each(['a=1', '1-2', 'mail@example', '"=1', ',=1', "'=1"])('%j stays as it is', (text) => {
    expect(readCsv(csvTable(['x'], [[text]]))[1]).toEqual([text]);
  });

  test('keeps a negative number a number', () => {
    expect(csvTable(['x'], [[-1.5]])).toBe('\uFEFF"x"\r\n-1.5\r\n');
  });

  test('of rows that differ in length, or of no number, is a programming error', () => {
    expect(() => csvTable(['x'], [['a', 'b']])).toThrow(RangeError);
    for (const none of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => csvTable(['x'], [[none]])).toThrow(RangeError);
  });

  test('whatever the cells hold, a reader gets them back, and none begins as a formula', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '+', '-', '@', ' ', "'", 'ក', '\t') }),
    );
    const cell: fc.Arbitrary<CsvCell> = fc.oneof(
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 6 }), (rows) => {
        const read = readCsv(csvTable(['a', 'b', 'c'], rows)).slice(1);
        expect(read.length).toBe(rows.length);
        for (const [index, row] of rows.entries()) {
          for (const [column, given] of row.entries()) {
            const found = read[index]?.[column] ?? '';
            if (typeof given === 'number') expect(Number(found)).toBe(given === 0 ? 0 : given);
            else {
              const plain = (given ?? '').toWellFormed().replaceAll('\u0000', '');
              expect([plain, `'${plain}`]).toContain(found);
              expect(found).not.toMatch(/^[=+\-@\t\r\n]/u);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
