import type { Page } from 'playwright-core';
import type { ConsolePage } from '../../setup/console-page.ts';

const filters = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^(筛选|Filters)$/ }).click();
  await page
    .getByLabel(/^(灯|Light)$/)
    .first()
    .waitFor();
};
export const PAGES: readonly ConsolePage[] = [
  { path: '/approvals', as: 'xu-jianing', opens: [filters] },
  { path: '/approvals?list=mine&cols=title,number,matter,project,applicant,status,step,asked,due,light,received,documents', as: 'gao-lin' },
  { path: '/approvals/nothing-of-the-kind', as: 'xu-jianing' },
];
