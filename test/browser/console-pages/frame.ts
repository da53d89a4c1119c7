import type { ConsolePage } from '../../setup/console-page.ts';

/** Pages of the frame. Each room has a file of its own beside this one. */
export const PAGES: readonly ConsolePage[] = [
  { path: '/', as: null },
  { path: '/', as: 'xu-jianing' },
  { path: '/about', as: 'xu-jianing' },
  { path: '/nowhere', as: 'xu-jianing' },
];
