import type { ConsolePage } from '../../setup/console-page.ts';

export const PAGES: readonly ConsolePage[] = [{ path: '/projects', as: 'xu-jianing' }];
