/** What an approval goes by: its route, and phrases for opinions. */
import type { Route } from '../../domain/approval/route.ts';
import type { RouteReport } from '../../domain/approval/route-faults.ts';
import type { Locale } from '../../domain/kernel/locale.ts';
import type { Preset } from '../../domain/words/presets.ts';
import type { DryRun, DryRunRequest } from '../../domain/world/dry-run.ts';

export type Routes = {
  listRoutes(programme: string): Promise<readonly Route[]>;
  checkRoute(programme: string, route: Route): Promise<RouteReport>;
  dryRun(programme: string, request: DryRunRequest): Promise<DryRun>;
};

/** Phrases for opinions. */
export type Presets = {
  presetsOf(person: string, locale: Locale): Promise<{ readonly own: boolean; readonly items: readonly Preset[] }>;
  /** Null: none of their own any more. */
  storePresets(person: string, presets: readonly Preset[] | null): Promise<void>;
};
