import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import RecordingRefusal from '../../../../src/renderer/src/components/recording/RecordingRefusal.vue';
import RecordingProblem from '../../../../src/renderer/src/components/recording/RecordingProblem.vue';
import { openWindow } from '../../support/app-scene';

type Problem = 'missing' | 'permission' | 'unchosen' | 'unreadable' | 'replaced' | 'unplayable';

async function shown(problem: Problem, usesField = false) {
  const told: string[] = [];
  const page = await render(RecordingProblem, {
    props: {
      problem,
      name: 'session.mp4',
      usesField,
      accept: '.mp4',
      onFind: () => told.push('find'),
      onAllow: () => told.push('allow'),
      onAccept: () => told.push('accept'),
      onChoose: (file?: File) => told.push(`choose ${file?.name ?? ''}`.trim()),
    },
    global: { plugins: openWindow().mounting.plugins },
  });
  return { page, told };
}

describe('what is wrong with a recording', () => {
  it.each<[Problem, string, readonly string[]]>([
    ['missing', 'is not where it was', ['Look again', 'Choose the file again']],
    ['permission', 'asks again', ['Allow it again']],
    ['replaced', 'is another one than you attached', ['Use this file', 'Choose the file again']],
    ['unreadable', 'could not be read', ['Look again', 'Choose the file again']],
    ['unplayable', 'cannot be played', ['Look again', 'Choose the file again']],
    ['unchosen', 'Choose it again', ['Choose the file']],
  ])('%s is told with what is kept and what to do', async (problem, words, buttons) => {
    const { page, told } = await shown(problem);
    const status = page.getByRole('status');
    await expect.element(status).toHaveTextContent('session.mp4');
    await expect.element(status).toHaveTextContent(words);
    await expect.element(status).toHaveTextContent('the place where you stopped are kept');
    const names = page
      .getByRole('button')
      .elements()
      .map((button) => button.textContent.trim());
    expect(names).toEqual(buttons);
    for (const name of buttons) await page.getByRole('button', { name, exact: true }).click();
    expect(told).toHaveLength(buttons.length);
  });

  it('offers a field where the browser has no dialog that remembers', async () => {
    const { page, told } = await shown('unchosen', true);
    await page.getByLabelText('Choose the file').upload(new File(['x'], 'here.mp4'));
    await expect.poll(() => told).toEqual(['choose here.mp4']);
  });
});

it.each([
  [{ reason: 'unsuitable', fileName: 'a.docx', kind: 'recording' }, 'a.docx is no mp4, webm, m4a or mp3 file'],
  [{ reason: 'unsuitable', fileName: 'a.srt', kind: 'captions' }, 'a.srt is no file of captions'],
  [{ reason: 'unreadable', fileName: '', kind: 'recording' }, 'The file could not be read'],
  [{ reason: 'host', code: 'disk-full' }, 'The disk is full'],
] as const)('a file that is refused says why: %j', async (refusal, words) => {
  const page = await render(RecordingRefusal, {
    props: { refusal },
    global: { plugins: openWindow().mounting.plugins },
  });
  await expect.element(page.getByRole('alert')).toHaveTextContent(words);
});
