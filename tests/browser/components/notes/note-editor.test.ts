import { page } from 'vitest/browser';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import NoteEditor from '../../../../src/renderer/src/components/notes/NoteEditor.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';

it('a note’s editor saves also what is typed while Done saves the words before it', async () => {
  const saved: string[] = [];
  let release: (() => void) | undefined;
  const save = async (text: string): Promise<void> => {
    if (saved.length === 0)
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    saved.push(text);
  };
  const savedAtClose: string[][] = [];
  await render(NoteEditor, {
    props: { text: '', quote: '', save, onClose: () => savedAtClose.push([...saved]) },
    global: { plugins: [createInterfaceTexts()] },
  });
  await page.getByRole('textbox').fill('One');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => release !== undefined).toBe(true);
  await page.getByRole('textbox').fill('One, two');
  release?.();
  await expect.poll(() => savedAtClose).toEqual([['One', 'One, two']]);
});
