/** Notes of the notebook as the page words them. */
export const notebookDocument = {
  language: 'en' as const,
  madeAt: '2026-11-25T08:00:00.000Z',
  origin: 'CJN Child Justice Series',
  title: 'Notebook',
  lead: '2 entries of Sok Dara.',
  owner: 'Sok Dara',
  warning: 'Read them first.',
  foot: 'Notes of Sok Dara, private',
  pageNumber: '{page} / {pages}',
  sections: [
    {
      title: 'Module 2, The six points',
      notes: [
        { quote: 'compelling evidence', text: 'First line\n\nសួស្តី Sokha', tags: ['hearing', 'សវនាការ'] },
        { quote: 'a highlight alone', text: '', tags: [] },
      ],
    },
  ],
};

const withNotes = (notes: readonly unknown[]): object => ({
  document: { ...notebookDocument, sections: [{ title: 'A', notes }] },
});

/** Valid and invalid inputs of `notebook.export`. */
export const notebookInputs = {
  valid: { document: notebookDocument },
  invalid: [
    { document: { ...notebookDocument, sections: [] } },
    { document: { ...notebookDocument, language: 'xx' } },
    { document: { ...notebookDocument, madeAt: 'today' } },
    { document: { ...notebookDocument, owner: 'x'.repeat(2_001) } },
    { document: { ...notebookDocument, template: '#read("/etc/passwd")' } },
    withNotes([{ quote: '', text: 'x'.repeat(60_001) }]),
    withNotes([{ quote: '', text: '', tags: 'hearing' }]),
    // Tags and titles are typeset as well.
    withNotes([{ quote: '', text: '', tags: Array.from({ length: 151 }, () => 'x'.repeat(2_000)) }]),
    // A letter with a mark takes sixteen times the work of a plain one.
    withNotes([{ quote: '', text: '\u0636\u0651'.repeat(9_500) }]),
    {
      document: {
        ...notebookDocument,
        sections: Array.from({ length: 51 }, () => ({ title: 'x'.repeat(2_000), notes: [] })),
      },
    },
    withNotes(Array.from({ length: 501 }, () => ({ quote: '', text: '' }))),
    withNotes(Array.from({ length: 6 }, () => ({ quote: '', text: 'x'.repeat(60_000) }))),
  ],
};
