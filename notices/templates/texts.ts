/** What each notice says. Deliberately absent: layout (mail-page.ts), and what stands around the sentences (mail-words.ts). */
import type { NoticeTemplate } from '../../domain/notice/due.ts';
import { HANDLING_TEXTS } from './handling-texts.ts';
import { LEDGER_TEXTS } from './ledger-texts.ts';
import { PROGRAMME_TEXTS } from './programme-texts.ts';
import type { Sentences } from './sentences.ts';
import { TASKS_TEXTS } from './tasks-texts.ts';

export const TEXTS: Readonly<Record<NoticeTemplate, Sentences>> = { ...TASKS_TEXTS, ...HANDLING_TEXTS, ...PROGRAMME_TEXTS, ...LEDGER_TEXTS };
