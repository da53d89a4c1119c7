import type { Page } from 'playwright-core';
import type { ConsolePage } from '../../setup/console-page.ts';

const dialogWith = (button: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: button }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/^(理由|Reason)/)
    .waitFor();
};
const filters = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^(筛选|Filters)$/ }).click();
  await page
    .getByLabel(/^(阶段|Stage)$/)
    .first()
    .waitFor();
};
export const PAGES: readonly ConsolePage[] = [
  { path: '/projects', as: 'xu-jianing', opens: [filters] },
  { path: '/projects?view=stages', as: 'gao-lin' },
  { path: '/projects/new', as: 'xu-jianing' },
  { path: '/projects/QH-01', as: 'xu-jianing', opens: [dialogWith(/^(变更项目内容|Change the profile)$/)] },
  { path: '/projects/QH-01?tab=stages', as: 'gao-lin' },
];
