import { render } from 'vitest-browser-vue';
import LearnerFilePreview from '../../../src/renderer/src/features/backup/LearnerFilePreview.vue';
import type { AppWindow } from './app-scene';

/** What the screen says of the learner file that the window previews. */
export async function previewText({ learnerFile, mounting }: AppWindow): Promise<string> {
  const { work } = learnerFile;
  if (work.phase !== 'preview') throw new Error(`It is ${work.phase}.`);
  const { container } = await render(LearnerFilePreview, { props: { preview: work.preview }, global: mounting });
  return container.textContent;
}
