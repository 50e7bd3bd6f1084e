import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import type { NextStep } from '../../../../src/domain/record/next-step';
import NextStepCard from '../../../../src/renderer/src/components/course/NextStepCard.vue';
import { series } from '../../../support/builders/series-builders';
import { createInterfaceTexts } from '../../../support/interface-texts';
import { emptyRouter } from '../../support/empty-router';

afterEach(() => {
  document.body.replaceChildren();
});

const second: NextStep = { kind: 'read', moduleId: 'b', sectionId: 'b/second', begun: true };

async function showStep(step: NextStep): Promise<void> {
  await render(NextStepCard, {
    props: { step, series: series() },
    global: { plugins: [createInterfaceTexts(), emptyRouter()] },
  });
}

describe('the next step, where it is a section', () => {
  it('names the module by its number, and the section by number and title', async () => {
    await showStep(second);
    await expect.element(page.getByRole('heading')).toHaveTextContent('Module 2, section 2: About b/second');
  });

  it('goes on where something of the module was read, and begins where nothing was', async () => {
    await showStep(second);
    await expect.element(page.getByRole('link')).toHaveTextContent('Read on');
    document.body.replaceChildren();
    await showStep({ ...second, sectionId: 'b/first', begun: false });
    await expect.element(page.getByRole('link')).toHaveTextContent('Begin reading');
  });
});
