import type { Page } from 'playwright-core';
import type { ConsolePage } from '../../setup/console-page.ts';

const begins = async (page: Page) => {
  await page.getByRole('button', { name: /^(改按接续办理|Take it over)$/ }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/^(依据文号|Basis)/)
    .waitFor();
};
export const PAGES: readonly ConsolePage[] = [
  { path: '/takeover?show=NONE', as: 'xu-jianing' },
  { path: '/takeover/papers/QH', as: 'xu-jianing' },
  { path: '/takeover/QH-06', as: 'xu-jianing', opens: [begins] },
];
