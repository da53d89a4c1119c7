import type { ConsolePage } from '../../setup/console-page.ts';

export const PAGES: readonly ConsolePage[] = [
  { path: '/programmes/QH', as: 'xu-jianing' },
  { path: '/programmes/QH/leading', as: 'zhou-qiming' },
  { path: '/programmes/QH/funds', as: 'xu-jianing' },
  { path: '/programmes/QH/funds?act=allocate', as: 'xu-jianing' },
  { path: '/programmes/QH/deadlines', as: 'xu-jianing' },
];
