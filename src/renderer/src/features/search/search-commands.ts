import type { Router } from 'vue-router';
import { routeNames } from '../../routes';
import type { SearchEntry } from '../../../../domain/search/search-entry';

/** A place of the app, a setting or an action, which the box offers beside what it finds. */
export interface SearchCommand {
  /** Its texts are `search.commands.<name>`: what it is called, and other words for it. */
  readonly name: string;
  readonly run: () => unknown;
}

/** The command that leads to help for a child. */
export const CONCERN_COMMAND = 'reporting';

/** Words of who looks for help for a child, whatever the language of the interface. */
const CONCERN_WORDS = [
  ...['help', 'helpline', 'hotline', 'emergency', 'abuse', 'abused', 'violence', 'report', 'concern', 'danger', '1280'],
  ...['safeguarding', 'beat', 'beats', 'beaten', 'beating', 'hit', 'hurt', 'harm', 'harmed', 'slap', 'slapped'],
  ...['rape', 'raped', 'torture', 'tortured', 'suicide', 'kidnap', 'kidnapped', 'stepfather', 'phone', 'telephone'],
  ...['call', 'police', 'ជួយ', 'ហៅ', 'នគរបាល', 'ប៉ូលិស', 'ទូរសព្ទ', 'ទូរស័ព្ទ', 'វាយដំ', 'ទារុណកម្ម', 'អត្តឃាត', 'ពង្រត់'],
  ...['១២៨០', 'ជំនួយ', 'បន្ទាន់', 'រំលោភ', 'ហិង្សា', 'រាយការណ៍', 'គ្រោះថ្នាក់', 'កង្វល់', 'ក្តីបារម្ភ'],
] as const;

/** True where somebody seems to look for help for a child: `helpl` is enough, and a word among others. */
export function seeksHelp(query: string): boolean {
  const asked = query
    .normalize('NFC')
    .replace(/\u200B/gu, '')
    .trim()
    .toLowerCase();
  const words = asked.split(/[^\p{L}\p{M}\p{N}]+/u);
  return CONCERN_WORDS.some(
    (word) =>
      words.includes(word) ||
      (asked.length >= 3 && word.startsWith(asked)) ||
      // Khmer parts no words.
      (/\p{Script=Khmer}/u.test(word) && asked.includes(word)),
  );
}

/** What the commands need of the app. */
export interface CommandOptions {
  readonly router: Router;
  /** The module that opens with a protocol, if one does. */
  readonly protocolModuleId: string | undefined;
  readonly isProtected: boolean;
  readonly hasOtherLearners: boolean;
  readonly lock: () => unknown;
  readonly switchLearner: () => unknown;
  readonly addLearner: () => unknown;
  readonly setTheme: (theme: 'light' | 'dark' | 'system') => unknown;
}

/** Every command that is possible now. */
export function searchCommands(options: CommandOptions): SearchCommand[] {
  const { router, protocolModuleId: moduleId, isProtected, hasOtherLearners } = options;
  const page = (name: string, route: string, part?: string): SearchCommand => ({
    name,
    run: () => router.push({ name: route, query: part === undefined ? {} : { part } }),
  });
  return [
    page('contents', routeNames.home),
    page(CONCERN_COMMAND, routeNames.reporting),
    page('notes', routeNames.notes),
    page('review', routeNames.review),
    page('study', routeNames.study),
    page('glossary', routeNames.glossary),
    page('articles', routeNames.articleIndex),
    page('sources', routeNames.sources),
    ...(moduleId === undefined
      ? []
      : [{ name: 'protocol', run: () => router.push({ name: routeNames.agreement, params: { moduleId } }) }]),
    page('certificates', routeNames.certificates),
    page('verify', routeNames.verify),
    page('records', routeNames.records),
    page('progressReport', routeNames.progressReport),
    page('facilitator', routeNames.facilitator),
    page('settings', routeNames.settings),
    page('names', routeNames.settings, 'names'),
    page('language', routeNames.settings, 'language'),
    page('textSize', routeNames.settings, 'appearance'),
    page('keyboard', routeNames.help, 'keyboard'),
    page('pin', routeNames.protection),
    page('dataFolder', routeNames.settings, 'data'),
    page('about', routeNames.settings, 'about'),
    { name: 'dark', run: () => options.setTheme('dark') },
    { name: 'light', run: () => options.setTheme('light') },
    { name: 'system', run: () => options.setTheme('system') },
    ...(isProtected ? [{ name: 'lock', run: options.lock }] : []),
    ...(hasOtherLearners ? [{ name: 'switch', run: options.switchLearner }] : []),
    { name: 'add', run: options.addLearner },
  ];
}

/** A command as it is searched. */
export function commandEntry({ name }: SearchCommand, title: string, words: string): SearchEntry {
  return { id: `command:${name}`, kind: 'command', title, text: words, ref: name };
}
