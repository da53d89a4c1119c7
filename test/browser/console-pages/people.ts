import type { Page } from 'playwright-core';
import type { ConsolePage } from '../../setup/console-page.ts';

const appoint = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^(任命|Appoint)$/ }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/^(依据|Basis)/)
    .waitFor();
};
export const PAGES: readonly ConsolePage[] = [
  { path: '/people', as: 'xu-jianing' },
  { path: '/people/invite', as: 'xu-jianing' },
  { path: '/people/QH/ma-yue', as: 'xu-jianing', opens: [appoint] },
];
