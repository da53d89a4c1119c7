import type { Page } from 'playwright-core';
import type { ConsolePage } from '../../setup/console-page.ts';

const moreConditions = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^(更多条件|More conditions)$/ }).click();
  await page.getByLabel(/^(以文字表达|As text)/).waitFor();
};
export const PAGES: readonly ConsolePage[] = [
  { path: '/audit?project=QH-02&action=ProjectRegistered', as: 'song-wei', opens: [moreConditions] },
  { path: '/audit/findings', as: 'song-wei' },
  { path: '/audit/as-of?project=QH-02', as: 'song-wei' },
  { path: '/audit/compare?projects=QH-02', as: 'song-wei' },
  { path: '/audit/exports?project=QH-02', as: 'song-wei' },
  { path: '/audit/story?project=QH-02', as: 'song-wei' },
  { path: '/audit/as-of?stream=project/QH-02', as: 'song-wei' },
  { path: '/audit/proof?stream=project/QH-02&version=1', as: 'song-wei' },
];
