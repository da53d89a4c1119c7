/** `tuojian audit …` */
import { group } from '../../declare.ts';
import { archiveCommand } from './archive.ts';
import { asOfCommand } from './as-of.ts';
import { checkCommand } from './check.ts';
import { checkpointCommand } from './checkpoint.ts';
import { exportCommand } from './export.ts';
import { exportSearchCommand } from './export-search.ts';
import { findingCommand } from './finding.ts';
import { findingsCommand } from './findings.ts';
import { keyCommand } from './key.ts';
import { replayCommand } from './replay.ts';
import { restartCommand } from './restart.ts';
import { searchCommand } from './search.ts';
import { storyCommand } from './story.ts';
import { verifyCommand } from './verify.ts';

export const auditCommands = group('audit', 'auditors: ask the history anything, and prove the answer without us', [
  searchCommand,
  exportSearchCommand,
  asOfCommand,
  storyCommand,
  findingsCommand,
  findingCommand,
  exportCommand,
  verifyCommand,
  checkCommand,
  keyCommand,
  checkpointCommand,
  restartCommand,
  archiveCommand,
  replayCommand,
]);
