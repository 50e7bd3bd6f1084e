import * as v from 'valibot';

/** Most UTF-16 units of a cell that spreadsheets read. */
const MAXIMUM_CELL_LENGTH = 32_767;

const text = v.pipe(v.string(), v.maxLength(MAXIMUM_CELL_LENGTH));

/** A text, a number, a calendar day, or nothing. */
const cell = v.nullable(
  v.union([text, v.pipe(v.number(), v.finite()), v.strictObject({ day: v.pipe(v.string(), v.isoDate()) })]),
);

/** A table that the host saves for spreadsheets: headings, rows, and totals as the last row. */
const savedTableSchema = v.pipe(
  v.strictObject({
    headings: v.pipe(v.array(text), v.minLength(1), v.maxLength(200)),
    rows: v.pipe(v.array(v.array(cell)), v.maxLength(20_000)),
    totals: v.array(cell),
  }),
  v.check(({ headings, rows, totals }) => [...rows, totals].every(({ length }) => length === headings.length)),
);

export type SavedTable = v.InferOutput<typeof savedTableSchema>;

/** What is saved, and as which file. */
export const tableExportSchema = v.strictObject({
  /** Part of the file's name. */
  label: v.pipe(v.string(), v.maxLength(400)),
  /** CSV, or a workbook of Excel's. */
  format: v.picklist(['csv', 'xlsx']),
  table: savedTableSchema,
});

export type TableFormat = v.InferOutput<typeof tableExportSchema>['format'];
