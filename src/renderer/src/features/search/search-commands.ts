import type { Router } from 'vue-router';
import { routeNames } from '../../routes';
import type { SearchEntry } from '../../../../domain/search/search-entry';

/** A place of the app, a setting or an action, which the box offers beside what it finds. */
export interface SearchCommand {
  /** Its texts are `search.commands.<name>`: what it is called, and other words for it. */
  readonly name: string;
  readonly run: () => unknown;
}

/** What the commands need of the app. */
export interface CommandOptions {
  readonly router: Router;
  /** Module whose protocol says how to report a concern. */
  readonly reportingModuleId: string | undefined;
  readonly isProtected: boolean;
  readonly hasOtherLearners: boolean;
  readonly lock: () => unknown;
  readonly switchLearner: () => unknown;
  readonly addLearner: () => unknown;
  readonly setTheme: (theme: 'light' | 'dark' | 'system') => unknown;
}

/** Every command that is possible now. */
export function searchCommands(options: CommandOptions): SearchCommand[] {
  const { router, reportingModuleId, isProtected, hasOtherLearners } = options;
  const page = (name: string, route: string, part?: string): SearchCommand => ({
    name,
    run: () => router.push({ name: route, query: part === undefined ? {} : { part } }),
  });
  return [
    page('contents', routeNames.home),
    page('notes', routeNames.notes),
    page('review', routeNames.review),
    page('study', routeNames.study),
    page('glossary', routeNames.glossary),
    page('articles', routeNames.articleIndex),
    page('sources', routeNames.sources),
    page('certificates', routeNames.certificates),
    page('verify', routeNames.verify),
    page('records', routeNames.records),
    page('snapshots', routeNames.snapshots),
    page('facilitator', routeNames.facilitator),
    ...(reportingModuleId === undefined
      ? []
      : [
          {
            name: 'reporting',
            run: () => router.push({ name: routeNames.reporting, params: { moduleId: reportingModuleId } }),
          },
        ]),
    page('settings', routeNames.settings),
    page('names', routeNames.settings, 'names'),
    page('language', routeNames.settings, 'language'),
    page('textSize', routeNames.settings, 'appearance'),
    page('keyboard', routeNames.settings, 'keyboard'),
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
