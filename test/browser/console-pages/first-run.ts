import type { ConsolePage } from '../../setup/console-page.ts';

/** What an empty service shows has a test of its own (first-run.test.ts). */
export const PAGES: readonly ConsolePage[] = [
  { path: '/programmes/import', as: 'tang-li' },
  { path: '/programmes/import', as: 'fang-yuan' },
];
