import type { Page } from 'playwright-core';
import type { ConsolePage } from '../../setup/console-page.ts';

const dialogWith = (button: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: button }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/^(依据|Basis)/)
    .waitFor();
};
export const PAGES: readonly ConsolePage[] = [
  // Few of them: other tests invite people, and each row is measured.
  { path: '/people?role=PANEL', as: 'xu-jianing' },
  { path: '/people/invite', as: 'xu-jianing' },
  { path: '/people/mandates', as: 'xu-jianing' },
  {
    path: '/people/units',
    as: 'xu-jianing',
    opens: [
      async (page) => {
        await page.getByRole('button', { name: /^(修改组织机构|建立组织机构|Change the units|Write the tree of units)$/ }).click();
        await page.getByLabel(/^(依据|Basis)/).waitFor();
      },
    ],
  },
  { path: '/people/QH/ma-yue', as: 'xu-jianing', opens: [dialogWith(/^(设置休假或代理|Set leave or a mandate)$/)] },
];
