import { reportDraft } from '../builders/report-builders';

const report = reportDraft();

/** A record of learning as the domain sums it up. */
const recordDocument = {
  language: 'en',
  learner: { latinName: 'Sok Dara', khmerName: '' },
  seriesTitle: 'CJN Child Justice Series',
  organiser: 'Child Justice Network',
  madeAt: '2026-11-25T08:00:00.000Z',
  madeOn: '2026-11-25',
  modules: [
    {
      number: 2,
      title: 'Diversion',
      sectionsRead: 1,
      sections: 6,
      firstStudiedOn: '2026-11-20',
      lastStudiedOn: '2026-11-20',
      bestScore: null,
      bestScoreOn: null,
      attempts: 0,
      studyMinutes: 45,
      completedOn: null,
    },
  ],
  sequences: [],
  certificates: [],
  totals: {
    completeModules: 0,
    sectionsRead: 1,
    sections: 6,
    attempts: 0,
    meanScore: null,
    studyMinutes: 0,
    studyDays: 1,
    completedOn: null,
  },
};

const longTitled = {
  certificateId: '018f3c1e-7b2a-7c3d-8e4f-0123456789ab',
  revision: 1,
  kind: 'module',
  title: 'x'.repeat(400),
  issuedOn: '2026-11-20',
  replaced: false,
};

const beside = { language: 'km', seriesTitle: 'ស៊េរី', moduleTitles: ['ការបង្វែរ'], sequenceTitles: [] };

/** Valid and invalid inputs of `record-of-learning.export`. */
export const recordOfLearningInputs = {
  valid: { document: recordDocument, report },
  invalid: [
    { document: recordDocument, report: { ...report, notes: ['private'] } },
    ...[
      { document: { ...recordDocument, modules: [] } },
      { document: { ...recordDocument, language: 'xx' } },
      { document: { ...recordDocument, madeOn: 'today' } },
      { document: { ...recordDocument, seriesTitle: 'x'.repeat(401) } },
      { document: { ...recordDocument, certificates: Array.from({ length: 251 }, () => longTitled) } },
      { document: { ...recordDocument, totals: { ...recordDocument.totals, meanScore: 1.1 } } },
      { document: { ...recordDocument, totals: { ...recordDocument.totals, attempts: -1 } } },
      {
        document: {
          ...recordDocument,
          certificates: [
            {
              certificateId: '../../x',
              revision: 1,
              kind: 'module',
              title: 'x',
              issuedOn: '2026-11-20',
              replaced: false,
            },
          ],
        },
      },
      { document: { ...recordDocument, notes: ['private'] } },
      { document: { ...recordDocument, beside: { ...beside, language: 'xx' } } },
      { document: { ...recordDocument, beside: { ...beside, moduleTitles: ['x'.repeat(401)] } } },
    ].map((input) => ({ ...input, report })),
  ],
};
