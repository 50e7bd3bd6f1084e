/**
 * Variables without which a program may not start: where libraries are that Linux doesn't find by itself, and Windows'
 * own folder.
 */
const NEEDED_TO_START = ['LD_LIBRARY_PATH', 'SystemRoot'] as const;

/**
 * The environment of a process that reads what a stranger made: nothing of the person's, no tokens and no options for
 * Node. Never empty, since Electron takes an empty one for "the same as mine".
 */
export function bareEnvironment(own: NodeJS.ProcessEnv): Record<string, string> {
  return {
    LANG: 'C',
    ...Object.fromEntries(NEEDED_TO_START.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]]]))),
  };
}
