const table = {
  headings: ['Name', 'Module 1: completed', 'Best score (%)'],
  rows: [['Sok Dara', { day: '2026-11-20' }, 87.5]],
  totals: ['1 person', 1, null],
};

/** Valid and invalid inputs of `table.export`. */
export const tableInputs = {
  valid: { label: '2026-12-01', format: 'xlsx', table },
  invalid: [
    { label: 'x', format: 'ods', table },
    ...[
      ['Sok Dara', null],
      ['Sok Dara', null, { formula: '=1+1' }],
      ['Sok Dara', { day: 'today' }, 1],
      ['Sok Dara', { day: '2026-11-20', type: 'Formula' }, 1],
      ['Sok Dara', null, true],
      ['x'.repeat(32_768), null, null],
    ].map((row) => ({ label: 'x', format: 'csv', table: { ...table, rows: [row] } })),
    { label: 'x', format: 'csv', table: { ...table, totals: [] } },
    { label: 'x', format: 'csv', table: { ...table, headings: [], rows: [], totals: [] } },
    { label: 'x', format: 'csv', table: { ...table, headings: ['Name', 1, null] } },
    { label: 'x', format: 'csv', table: { ...table, path: '/etc' } },
  ],
};
