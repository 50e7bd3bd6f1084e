import { expect, test } from 'vitest';
import { asksForConcern, concernTask } from '../../../../src/main/electron/concern-task';
import { nativeTexts } from '../../../../src/main/electron/native-texts';

test.each([['en'], ['km']])(
  'the task of the jump list starts the app at the page on reporting a concern: %s',
  (language) => {
    const task = concernTask('C:\\Programs\\app.exe', nativeTexts([language]).concern);
    expect(task.program).toBe('C:\\Programs\\app.exe');
    expect(task.title).toContain('1280');
    expect(asksForConcern([task.program, task.arguments])).toBe(true);
  },
);

test.each([[[]], [['app.exe']], [['app.exe', '--report', 'report-a-concern']]])(
  '%j asks for no such page',
  (parameters) => {
    expect(asksForConcern(parameters)).toBe(false);
  },
);
