import { type ConsolePage, firstAct } from '../../setup/console-page.ts';

export const PAGES: readonly ConsolePage[] = [{ path: '/projects/QH-05/stages/survey', as: 'xu-jianing', opens: [firstAct] }];
