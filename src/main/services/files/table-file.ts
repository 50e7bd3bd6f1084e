import type { Delivery } from '../../../contract/delivery';
import type { SavedTable, TableFormat } from '../../../contract/saved-table';
import { csvTable } from '../../../domain/exports/csv';
import type { HostPorts } from '../ports';
import { safeFileName } from './file-names';
import { writeFailure } from './write-failure';

type Cell = SavedTable['totals'][number];

/** The first day that every spreadsheet takes for the same: before it lies a 29 February 1900, which never was. */
const FIRST_DAY = '1900-03-01';

/** Width of a column, in characters: at least that of a day. */
const NARROWEST = 11;
const WIDEST = 40;

/** Each format as a file. */
const FORMATS: Readonly<
  Record<TableFormat, { mimeType: string; write: (table: SavedTable) => Uint8Array | Promise<Uint8Array> }>
> = {
  csv: { mimeType: 'text/csv', write: (table) => new TextEncoder().encode(asCsv(table)) },
  xlsx: {
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: asWorkbook,
  },
};

/**
 * Writes a group's table and hands it to the learner.
 * @param label part of the file's name
 * @throws OperationFailure with a file code
 */
export async function deliverTable(
  host: Pick<HostPorts, 'deliverFile'>,
  label: string,
  format: TableFormat,
  table: SavedTable,
): Promise<Delivery> {
  const { mimeType, write } = FORMATS[format];
  try {
    return await host.deliverFile({
      suggestedName: safeFileName(`Group - ${label}`, `.${format}`, 'Group'),
      bytes: await write(table),
      mimeType,
    });
  } catch (error) {
    throw writeFailure(error, 'Group');
  }
}

/** Days are written `YYYY-MM-DD`. */
function asCsv({ headings, rows, totals }: SavedTable): string {
  const plain = (cell: Cell) => (typeof cell === 'object' ? (cell?.day ?? null) : cell);
  return csvTable(
    headings,
    [...rows, totals].map((row) => row.map(plain)),
  );
}

/**
 * The headings and the first column stay in sight, days are dates, and a text is a text whatever it begins with, also
 * after somebody edits it.
 */
async function asWorkbook({ headings, rows, totals }: SavedTable): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  return writeExcelFile(
    [
      headings.map((heading) => ({ ...bold(textCell(heading)), wrap: true })),
      ...rows.map((row) => row.map(written)),
      totals.map((cell) => bold(written(cell))),
    ],
    {
      sheet: 'Group',
      orientation: 'landscape',
      stickyRowsCount: 1,
      stickyColumnsCount: 1,
      columns: headings.map((_, index) => ({ width: widthOf([...rows, totals].map((row) => row[index] ?? null)) })),
    },
  ).toBuffer();
}

function written(cell: Cell) {
  if (cell === null) return null;
  if (typeof cell === 'string') return textCell(cell);
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (cell.day < FIRST_DAY) return textCell(cell.day);
  return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
}

function bold<Written extends object | null>(cell: Written) {
  return cell && { ...cell, fontWeight: 'bold' as const };
}

/** What XML can't hold. */
const UNWRITABLE = /[\p{Cs}\p{Noncharacter_Code_Point}]|(?![\t\n\r])\p{Cc}/gu;

/** A mark by which spreadsheets read `_x202E_` as the character U+202E. */
const CODED = /_(?=x[0-9a-f]{4}_)/giu;

/** `@` is the format of texts. */
function textCell(text: string) {
  const value = text.replace(UNWRITABLE, '').replace(CODED, '_x005F_');
  return { value, type: String, format: '@' } as const;
}

function widthOf(cells: readonly Cell[]): number {
  const longest = Math.max(...cells.map((cell) => (typeof cell === 'string' ? cell.length : 0)), 0);
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
}
