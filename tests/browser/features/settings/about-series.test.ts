import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import AboutSeries from '../../../../src/renderer/src/features/settings/AboutSeries.vue';
import { openWindow } from '../../support/app-scene';

/** The part of Settings, with licences that are read so. */
async function about(loadLicences: () => Promise<string>) {
  const { mounting } = openWindow(undefined, { loadLicences });
  return render(AboutSeries, { props: { host: null }, global: mounting });
}

it('the licences of everything in the app are shown on "Show licences", as they are', async () => {
  const screen = await about(async () => '# Third-party notices\n\n<b>valibot</b> 1.5.0 (MIT)');
  const licences = screen.getByLabelText('Show licences');
  await expect.element(screen.getByText('valibot')).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Show licences' }).click();
  await expect.element(licences).toHaveTextContent('<b>valibot</b> 1.5.0 (MIT)');
  await expect.element(screen.getByRole('button', { name: 'Show licences' })).not.toBeInTheDocument();
  await expect.element(licences).toHaveFocus();
});

it('licences that can’t be read are said to be in the app’s folder, and may be asked for again', async () => {
  let canRead = false;
  const screen = await about(async () => {
    if (!canRead) throw new Error('No answer.');
    return 'valibot';
  });
  await screen.getByRole('button', { name: 'Show licences' }).click();
  await expect.element(screen.getByRole('alert')).toHaveTextContent('It is also in the app’s folder.');
  canRead = true;
  await screen.getByRole('button', { name: 'Show licences' }).click();
  await expect.element(screen.getByText('valibot')).toBeVisible();
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
});
