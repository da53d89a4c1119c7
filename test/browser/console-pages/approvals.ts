import type { ConsolePage } from '../../setup/console-page.ts';

export const PAGES: readonly ConsolePage[] = [
  { path: '/approvals', as: 'xu-jianing' },
  { path: '/approvals/nothing-of-the-kind', as: 'xu-jianing' },
];
