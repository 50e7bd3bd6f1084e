import type { Task } from 'electron';
import type { NativeTexts } from './native-texts';

/** The argument with which the app opens at the page on reporting a concern. */
const CONCERN_SWITCH = '--report-a-concern';

/** Where that page is, after the address of the app's document. */
export const CONCERN_ADDRESS = '#/report-a-concern';

/** True where a start asks for the page on reporting a concern; a second one's arguments may come in another order. */
export function asksForConcern(parameters: readonly string[]): boolean {
  return parameters.includes(CONCERN_SWITCH);
}

/** What the jump list of Windows offers at the app's button. */
export function concernTask(program: string, { title, description }: NativeTexts['concern']): Task {
  return { program, arguments: CONCERN_SWITCH, title, description, iconPath: program, iconIndex: 0 };
}
