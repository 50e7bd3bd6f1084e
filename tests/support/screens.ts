import type { routeNames } from '../../src/renderer/src/routes';

type Screen = (typeof routeNames)[keyof typeof routeNames];

const MODULE = 'diversion';

/** An address of every screen, and a part of its heading there; null where the address alone doesn't open it. */
export const SCREENS: Readonly<Record<Screen, readonly [address: string, heading: string | null]>> = {
  home: ['#/', 'CJN Child Justice Series'],
  module: [`#/modules/${MODULE}`, 'Diversion and non-custodial measures'],
  section: [`#/modules/${MODULE}/sections/why-not-court`, null],
  agreement: ['#/modules/participation-and-safeguarding/agreement', 'Safeguarding protocol'],
  help: ['#/help', 'Help'],
  reporting: ['#/report-a-concern', 'How to report a concern'],
  handout: [`#/modules/${MODULE}/handout`, 'Diversion and non-custodial measures'],
  'job-aid': [`#/modules/${MODULE}/job-aid`, 'Request for diversion: a model'],
  'quiz-start': [`#/modules/${MODULE}/quiz`, 'Quiz'],
  quiz: [`#/modules/${MODULE}/quiz/00000000-0000-4000-8000-000000000000`, null],
  'quiz-result': [`#/modules/${MODULE}/quiz/00000000-0000-4000-8000-000000000000/result`, null],
  review: ['#/review', 'Review'],
  study: ['#/study', 'Your study'],
  notes: ['#/notes', 'Notebook'],
  glossary: ['#/glossary', 'Glossary'],
  'article-index': ['#/articles', 'Article index'],
  sources: ['#/sources', 'Sources of the course'],
  'module-sources': [`#/modules/${MODULE}/sources`, 'Sources: '],
  certificates: ['#/certificates', 'Certificates'],
  certificate: [`#/certificates/module/${MODULE}`, 'Diversion and non-custodial measures'],
  verify: ['#/verify', 'Check a certificate'],
  records: ['#/records', 'Backup'],
  'progress-report': ['#/progress-report', 'Progress report'],
  facilitator: ['#/facilitators', 'For facilitators'],
  group: ['#/facilitators/group', 'A group’s folder'],
  settings: ['#/settings', 'Settings'],
  protection: ['#/settings/pin', 'PIN and lock'],
  'remove-learner': ['#/settings/remove-learner', 'Remove this learner'],
};

/** The screens that an address opens: name, address and a part of the heading. */
export const OPENED_SCREENS = Object.entries(SCREENS).flatMap(([name, [address, heading]]) =>
  heading === null ? [] : [[name, address, heading] as const],
);
