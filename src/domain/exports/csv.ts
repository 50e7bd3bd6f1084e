/** A cell: a number is written as a number, null as nothing. */
export type CsvCell = string | number | null;

/** U+FEFF: without it Excel reads the file in the computer's own code page, which garbles Khmer. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Characters that start a formula in a spreadsheet (OWASP, "CSV Injection"), with the full-width forms that East Asian
 * spreadsheets accept.
 */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/**
 * A table as CSV (RFC 4180): UTF-8 with a byte order mark, lines ended by CR LF, every text in quotation marks,
 * quotation marks doubled. A text that a spreadsheet would read as a formula gets a leading apostrophe, which marks it
 * as text.
 *
 * @throws RangeError for a row whose length differs from the header's, or a number that isn't finite
 */
export function csvTable(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = [header, ...rows].map((row) => {
    if (row.length !== header.length)
      throw new RangeError(`A row has ${row.length} cells, the header ${header.length}.`);
    return `${row.map(written).join(',')}\r\n`;
  });
  return BYTE_ORDER_MARK + lines.join('');
}

function written(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') {
    if (!Number.isFinite(cell)) throw new RangeError('A cell holds a number that is none.');
    return String(cell);
  }
  const text = cell.toWellFormed().replaceAll('\u0000', '');
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
