/** Names of the screens: features link to each other by these, never by importing. */
export const routeNames = {
  home: 'home',
  module: 'module',
  section: 'section',
  agreement: 'agreement',
  help: 'help',
  facilitator: 'facilitator',
  group: 'group',
  reporting: 'reporting',
  handout: 'handout',
  jobAid: 'job-aid',
  quizStart: 'quiz-start',
  quiz: 'quiz',
  quizResult: 'quiz-result',
  review: 'review',
  study: 'study',
  notes: 'notes',
  glossary: 'glossary',
  articleIndex: 'article-index',
  sources: 'sources',
  moduleSources: 'module-sources',
  certificates: 'certificates',
  certificate: 'certificate',
  verify: 'verify',
  records: 'records',
  progressReport: 'progress-report',
  settings: 'settings',
  protection: 'protection',
  removeLearner: 'remove-learner',
} as const;

/**
 * The route of a section, from its id `<module>/<section>`. With a note its words are shown; where the note is gone, or
 * none is given, the block.
 */
export function sectionRoute(
  sectionId: string,
  blockId?: string,
  noteId?: string,
): {
  readonly name: string;
  readonly params: { readonly moduleId: string; readonly sectionName: string };
  readonly query: { readonly block?: string; readonly note?: string };
} {
  const slash = sectionId.indexOf('/');
  const block = blockId?.split('#')[1];
  return {
    name: routeNames.section,
    params: { moduleId: sectionId.slice(0, slash), sectionName: sectionId.slice(slash + 1) },
    query: { ...(block ? { block } : {}), ...(noteId ? { note: noteId } : {}) },
  };
}

/**
 * A section with the module's recording beside it.
 *
 * @param moment in seconds, where the recording is to begin; where it was stopped, if left out
 */
export function recordingRoute(
  sectionId: string,
  moment?: number,
): {
  readonly name: string;
  readonly params: { readonly moduleId: string; readonly sectionName: string };
  readonly query: { readonly recording: string };
} {
  const { name, params } = sectionRoute(sectionId);
  return { name, params, query: { recording: moment === undefined ? 'open' : String(moment) } };
}

/** The value of a query parameter that occurs once. */
export function queryValue(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
