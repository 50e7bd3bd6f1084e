import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import FileButton from '../../../../src/renderer/src/components/forms/FileButton.vue';
import '../../../../src/renderer/src/styles/app.css';

const LABEL = 'ជ្រើសរើសឯកសារ';

afterEach(() => {
  document.body.replaceChildren();
});

async function showButton(busy = false): Promise<{ readonly chosen: string[]; readonly button: HTMLElement }> {
  const chosen: string[] = [];
  await render(FileButton, {
    props: { label: LABEL, accept: '.txt', busy, onChoose: (file: File) => chosen.push(file.name) },
  });
  return { chosen, button: page.getByText(LABEL).element() as HTMLElement };
}

describe('the button that chooses a file', () => {
  it('shows its own words alone, and hands over the same file as often as it is chosen', async () => {
    const { chosen, button } = await showButton();
    const field = page.getByLabelText(LABEL, { exact: true });
    expect(getComputedStyle(field.element()).opacity).toBe('0');
    expect(button.textContent.trim()).toBe(LABEL);
    await field.upload(new File(['x'], 'letter.txt'));
    await field.upload(new File(['x'], 'letter.txt'));
    await expect.poll(() => chosen).toEqual(['letter.txt', 'letter.txt']);
  });

  it('opens the dialog where it is clicked', async () => {
    const { button } = await showButton();
    let clicks = 0;
    button.querySelector('input')?.addEventListener('click', (event) => {
      event.preventDefault();
      clicks += 1;
    });
    await userEvent.click(button);
    expect(clicks).toBe(1);
  });

  it('is reached by Tab, with a ring around all of it', async () => {
    const { button } = await showButton();
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement).toBe(button.querySelector('input'));
    expect(getComputedStyle(button).outlineStyle).toBe('solid');
    expect(document.activeElement?.getBoundingClientRect().width).toBeGreaterThan(button.offsetWidth - 4);
  });

  it('keeps the focus while it is busy, opens no dialog, and looks it', async () => {
    const { button } = await showButton(true);
    const clicks: boolean[] = [];
    document.addEventListener('click', ({ defaultPrevented }) => clicks.push(defaultPrevented), { once: true });
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement).toBe(button.querySelector('input'));
    await userEvent.keyboard(' ');
    expect(clicks).toEqual([true]);
    expect(getComputedStyle(button).cursor).toBe('default');
  });
});
