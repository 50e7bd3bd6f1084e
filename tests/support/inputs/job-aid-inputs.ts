const jobAidNotes = { heading: 'My notes', warning: 'Read them first.', sections: [] };

/** A job aid as the page words it. */
export const jobAidDocument = {
  language: 'en' as const,
  madeAt: '2026-11-25T08:00:00.000Z',
  origin: 'CJN Child Justice Series · Module 2: Diversion',
  kind: 'Checklist',
  title: 'A meeting',
  purpose: 'Before a meeting.',
  parts: [{ heading: 'Before', style: 'checks' as const, items: ['Ask the child.'], source: 'From the section' }],
  provenance: 'Made by this project.',
  pageNumber: '{page} / {pages}',
};

/** Valid and invalid inputs of `job-aid.export`. */
export const jobAidInputs = {
  valid: { document: jobAidDocument },
  invalid: [
    { document: { ...jobAidDocument, parts: [] } },
    { document: { ...jobAidDocument, beside: jobAidDocument } },
    { document: { ...jobAidDocument, draft: 'x'.repeat(2_001) } },
    { document: { ...jobAidDocument, language: 'xx' } },
    { document: { ...jobAidDocument, madeAt: 'today' } },
    { document: { ...jobAidDocument, title: 'x'.repeat(2_001) } },
    {
      document: {
        ...jobAidDocument,
        focalPoint: { heading: 'Focal point', lines: [{ label: 'Services', value: 'x'.repeat(8_001) }] },
      },
    },
    {
      document: {
        ...jobAidDocument,
        parts: jobAidDocument.parts.map((part) => ({ ...part, decision: { yes: 'Y', no: 'N', rows: [] } })),
      },
    },
    { document: { ...jobAidDocument, template: '#read("/etc/passwd")' } },
    {
      document: {
        ...jobAidDocument,
        notes: { ...jobAidNotes, sections: [{ title: 'A', notes: [{ quote: '', text: 'x'.repeat(60_001) }] }] },
      },
    },
    {
      document: {
        ...jobAidDocument,
        notes: {
          ...jobAidNotes,
          sections: [{ title: 'A', notes: Array.from({ length: 501 }, () => ({ quote: '', text: '' })) }],
        },
      },
    },
  ],
};
