/** An approval in memory with short ways to ask things of it; people are ids, `manager` applies. */
import { expect } from 'vitest';
import { approvalCase } from '../../domain/approval/case.ts';
import type { ApprovalEvent, ApprovalEventOf } from '../../domain/approval/events.ts';
import type { ApprovalState, Task } from '../../domain/approval/facts.ts';
import type { ApprovalCommand, Decide, PublicApprovalCommand } from '../../domain/approval/messages.ts';
import type { Route } from '../../domain/approval/route.ts';
import type { Recorded } from '../../domain/kernel/case.ts';
import type { RejectionCode } from '../../domain/kernel/rejection.ts';
import type { Role } from '../../domain/kernel/role.ts';
import type { NoticeDue } from '../../domain/notice-facts.ts';
import type { Choice } from '../../domain/words/lists.ts';
import type { World } from '../../domain/world/blanks.ts';
import { choose, clock, HOLDERS, openApproval, person, Sandbox, system, world } from './builders.ts';

const rolesOf = (id: string): readonly Role[] => Object.entries(HOLDERS).flatMap(([role, people]) => (people.includes(id) ? [role as Role] : []));

export class ApprovalBox extends Sandbox<ApprovalState, ApprovalCommand, ApprovalEvent> {
  constructor(route: Route, options: { readonly world?: World; readonly changed?: object } = {}) {
    super(approvalCase('QH-01.FSR'), options.world ?? world());
    expect(this.send(openApproval(route, options.changed), system)).toBeNull();
    this.settle();
  }

  /** What the workflow does at once: rules of the route that answer by themselves. */
  settle(): void {
    for (let next = this.agenda(); next !== undefined && next.command.type === 'Settle'; next = this.agenda())
      expect(this.send(next.command, clock)).toBeNull();
  }

  agenda() {
    return approvalCase('x').agenda(this.state)[0];
  }

  /** The code of the refusal, or null. */
  ask(who: string, command: PublicApprovalCommand): RejectionCode | null {
    const code = this.send(command, person(who, ...rolesOf(who)))?.code ?? null;
    if (code === null) this.settle();
    return code;
  }

  /** The faults of the refusal. */
  faults(who: string, command: PublicApprovalCommand): readonly string[] {
    return this.send(command, person(who, ...rolesOf(who)))?.faults ?? [];
  }

  decide(who: string, choice: Choice, reason?: string, more: Partial<Decide> = {}): RejectionCode | null {
    return this.ask(who, choose(this.state, choice, reason, undefined, more) as PublicApprovalCommand);
  }

  approve = (who: string, more: Partial<Decide> = {}): RejectionCode | null => this.decide(who, 'APPROVE', undefined, more);
  reject = (who: string): RejectionCode | null => this.decide(who, 'REJECT', '资金未落实');

  system(command: ApprovalCommand): RejectionCode | null {
    const code = this.send(command, system)?.code ?? null;
    this.settle();
    return code;
  }

  /** Lets the clock do everything that is due by a moment; who was told what then. */
  until(instant: string): readonly string[] {
    const told: string[] = [];
    for (let next = this.agenda(); next !== undefined && next.at <= instant; next = this.agenda()) {
      if (next.at > this.now) this.now = next.at;
      const before = this.events.length;
      expect(this.send(next.command, clock)).toBeNull();
      expect(this.events.length).toBeGreaterThan(before);
      for (const event of this.events.slice(before)) told.push(...this.told(event));
    }
    this.now = instant;
    return told;
  }

  told(event: Recorded<ApprovalEvent>): readonly string[] {
    return approvalCase('x').notices(this.state, event).map(noticeText);
  }

  last<T extends ApprovalEvent['type']>(type: T): ApprovalEventOf<T>['data'] {
    const found = this.events.findLast((event) => event.type === type);
    if (found === undefined) throw new Error(`no ${type}`);
    return found.data as ApprovalEventOf<T>['data'];
  }

  count = (type: ApprovalEvent['type']): number => this.events.filter((event) => event.type === type).length;

  /** Who has what to do now: `ann` or `bob for ann`, by status. */
  desk(status: Task['status'] = 'PENDING', kind: Task['kind'] = 'DECIDE'): readonly string[] {
    return this.state.tasks
      .filter((task) => task.status === status && task.kind === kind && (kind !== 'DECIDE' || task.opening === this.state.opening?.opening))
      .map((task) => (task.onBehalfOf === null ? task.person : `${task.person} for ${task.onBehalfOf}`));
  }

  taskOf(who: string, kind: Task['kind'] = 'DECIDE'): number {
    const found = this.state.tasks.findLast((task) => task.person === who && task.kind === kind);
    if (found === undefined) throw new Error(`${who} has no task`);
    return found.task;
  }
}

export const noticeText = ({ template, to, ifWished }: NoticeDue): string =>
  `${template}:${'role' in to ? to.role : to.person}${ifWished === true ? ' if wished' : ''}`;
