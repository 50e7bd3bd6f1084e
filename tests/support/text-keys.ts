/** Every key of a tree of texts, e.g. `home.week.heading`. */
export function textKeys(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : textKeys(value as object, `${prefix}${key}.`),
  );
}

/** Keys of texts that source code names. */
export interface NamedKeys {
  /** Written whole: in `t('…')`, `$t('…')`, `say('…')` and as plain values such as `key: 'shell.notes'`. */
  readonly whole: ReadonlySet<string>;
  /** Names of notices, whose texts are under `notices`; one that ends with a dot is filled in at run time. */
  readonly notices: readonly string[];
  /** True for a key that the code can come to: written whole, with a part filled in at run time, or of a notice. */
  readonly uses: (key: string) => boolean;
}

/** Reads the keys out of source code. */
export function keysNamedIn(source: string): NamedKeys {
  const whole = new Set([...source.matchAll(/'([a-zA-Z]+(?:\.[\w-]+)+)'/gu)].map((match) => match[1] ?? ''));
  const patterns = [...source.matchAll(/`([a-zA-Z]+(?:\.[\w-]+)*\.?)\$\{[^`]*\}([\w.-]*)`/gu)].map(
    ([, before = '', after = '']) => ({ before, after }),
  );
  const notified = [...source.matchAll(/notify\('\w+', (?:[^,)]*\? )?[`']([\w.]+)(\$\{)?/gu)].map(
    (match) => match[1] ?? '',
  );
  const alternatives = [...source.matchAll(/\? '(\w+)' : '(\w+)', \{ statements/gu)].flatMap((match) => [
    match[1] ?? '',
    match[2] ?? '',
  ]);
  const notices = [...notified, ...alternatives];
  return {
    whole,
    notices,
    uses: (key) =>
      whole.has(key) ||
      patterns.some(({ before, after }) => before !== '' && key.startsWith(before) && key.endsWith(after)) ||
      (key.startsWith('notices.') && notices.some((name) => key.startsWith(`notices.${name}`))),
  };
}
