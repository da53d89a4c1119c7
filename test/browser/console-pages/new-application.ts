import type { ConsolePage } from '../../setup/console-page.ts';

export const PAGES: readonly ConsolePage[] = [{ path: '/approvals/new?matter=FUND_APPLICATION&about=project/QH-01', as: 'gao-lin' }];
