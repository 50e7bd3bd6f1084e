/** Key in the `meta` table under which the row counts stand; the schema's upgrades know it without knowing the database. */
export const ROW_COUNTS_KEY = 'rowCounts';
