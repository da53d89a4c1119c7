import { type ConsolePage, firstAct } from '../../setup/console-page.ts';

export const PAGES: readonly ConsolePage[] = [
  { path: '/programmes/QH', as: 'xu-jianing' },
  { path: '/programmes/QH/leading', as: 'zhou-qiming' },
  { path: '/programmes/QH/funds', as: 'xu-jianing' },
  { path: '/programmes/QH/funds?act=allocate', as: 'xu-jianing' },
  { path: '/programmes/QH/deadlines', as: 'xu-jianing' },
  // With the form of its draft: groups, and rows of several fields.
  { path: '/programmes/QH/development-plan', as: 'xu-jianing', opens: [firstAct] },
];
