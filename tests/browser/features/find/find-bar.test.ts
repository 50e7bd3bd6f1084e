import { afterEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import FindBar from '../../../../src/renderer/src/features/find/FindBar.vue';
import { wordsOnPage } from '../../../../src/renderer/src/features/find/words-on-page';
import { createInterfaceTexts } from '../../../support/interface-texts';

afterEach(() => {
  document.body.replaceChildren();
});

/** A page whose content is this. */
function show(html: string): HTMLElement {
  const content = document.createElement('main');
  content.id = 'content';
  content.tabIndex = -1;
  content.innerHTML = html;
  document.body.append(content);
  return content;
}

it.each([
  ['whatever the case and the form of its quotation marks', '<p>The child’s Rights</p>', "CHILD'S rights", 1],
  ['across elements and runs of spaces', '<p>the best\n   <em>inter</em>ests</p>', 'best interests', 1],
  ['not across paragraphs', '<p>the best</p><p>interests</p>', 'best interests', 0],
  ['each time', '<p>child, child</p><ul><li>child</li></ul>', 'child', 3],
  ['not what nobody sees', '<p class="visually-hidden">child</p><p hidden>child</p>', 'child', 0],
  ['in what is folded', '<details><summary>More</summary><p>child</p></details>', 'child', 1],
  ['Khmer with and without marks of no width', '<p>សិទ្ធិ\u200Bកុមារ</p>', 'សិទ្ធិកុមារ', 1],
  ['either subscript that looks the same', '<p>ប\u17D2\u178Fី</p>', 'ប\u17D2\u178Aី', 1],
  ['nothing for no words', '<p>child</p>', ' ', 0],
])('words are found on a page: %s', (_, html, words, count) => {
  const style = document.createElement('style');
  style.textContent = '.visually-hidden { position: absolute }';
  document.head.append(style);
  expect(wordsOnPage(show(html), words).length).toBe(count);
  style.remove();
});

it('goes from place to place, round and round, opens what is folded, and gives the focus back', async () => {
  const content = show('<button>Before</button><p>child</p><details><summary>More</summary><p>child</p></details>');
  content.querySelector('button')?.focus();
  const screen = await render(FindBar, { props: { asked: 1 }, global: { plugins: [createInterfaceTexts()] } });
  const field = screen.getByRole('textbox', { name: 'Find on this page' });
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('child');
  await expect.element(screen.getByRole('status')).toHaveTextContent('1 of 2');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('status')).toHaveTextContent('2 of 2');
  expect(content.querySelector('details')?.open).toBe(true);
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('status')).toHaveTextContent('1 of 2');
  await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
  await expect.element(screen.getByRole('status')).toHaveTextContent('2 of 2');
  expect([...(CSS.highlights.get('found') ?? [])].length).toBe(2);
  // What comes on the page later is found too.
  content.append(Object.assign(document.createElement('p'), { textContent: 'a child' }));
  await expect.element(screen.getByRole('status')).toHaveTextContent('2 of 3');
  await field.fill('judge');
  await expect.element(screen.getByRole('status')).toHaveTextContent('Not on this page');
  await userEvent.keyboard('{Escape}');
  expect(screen.emitted('close')).toHaveLength(1);
  await screen.unmount();
  expect(CSS.highlights.has('found')).toBe(false);
  expect(document.activeElement?.textContent).toBe('Before');
});
