import type { ConsolePage } from '../../setup/console-page.ts';

export const PAGES: readonly ConsolePage[] = [
  { path: '/surveys', as: 'xu-jianing' },
  { path: '/surveys/answers/QH', as: 'xu-jianing' },
  { path: '/surveys/programme/QH', as: 'xu-jianing' },
  { path: '/surveys/programme/QH?act=open', as: 'xu-jianing' },
  { path: '/surveys/QH-06?act=import', as: 'xu-jianing' },
  { path: '/surveys/QH-06?tab=result', as: 'xu-jianing' },
];
