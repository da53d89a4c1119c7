/**
 * How a stage is declared: once, in its own folder. Everything that the rest of the house knows of it is derived from the
 * declaration by way of the one list (all.ts). Deliberately absent: any one stage, and which there are.
 */
import type { CaseLogic, Draft } from '../kernel/case.ts';
import type { AnyCommand } from '../kernel/command.ts';
import type { EventFactsOf } from '../kernel/event-facts.ts';
import type { Text } from '../kernel/values.ts';
import type { View } from '../kernel/view.ts';
import type { NoticeDue } from '../notice-facts.ts';
import type { Commands, CommandsOf } from './commands.ts';
import type { ProjectFacts, StageCommand, StageEvent, StageResult, StageState } from './facts.ts';
import { type StageParts, stageCase } from './stage.ts';

/** Never there at run time: they carry types. */
declare const hands: unique symbol;
declare const gives: unique symbol;

/** A stage as far as others stand after it. */
export type Placed = { readonly key: string; readonly after: readonly Placed[] };
type Handing<R extends StageResult> = Placed & { readonly [hands]?: R };

/** Where an input of type `T` comes from. */
export type StageInput<T = unknown> = (
  | { readonly of: 'PROJECT'; readonly fact: keyof ProjectFacts }
  | { readonly of: 'STAGE'; readonly stage: string; readonly field: string }
) & { readonly [gives]?: T };
export type Inputs = Readonly<Record<string, StageInput>>;
export type InputsOf<I extends Inputs> = { readonly [K in keyof I]: I[K] extends StageInput<infer T> ? T : never };

/** What an earlier stage hands on under that name; null where it ended without it. Renamed there, it does not compile here. */
export const from = <R extends StageResult, F extends keyof R & string>(stage: Handing<R>, field: F): StageInput<NonNullable<R[F]> | null> => ({
  of: 'STAGE',
  stage: stage.key,
  field,
});
/** A fact of the project itself. */
export const given = <F extends keyof ProjectFacts>(fact: F): StageInput<ProjectFacts[F]> => ({ of: 'PROJECT', fact });

type Place<K extends string> = {
  readonly key: K;
  /** 实施步骤, in both languages. */
  readonly name: Text;
  /** Stages that must be done before. Those that stand after the same ones run side by side. */
  readonly after: readonly Placed[];
  /** Its manager is told by mail when it starts; else a first task or notice of its own tells them. */
  readonly announced?: true;
};

/** A stage that is a case of its own: a stream, a workflow, commands. */
export type CaseStage<
  K extends string,
  Kind extends string,
  W extends string,
  Cs extends Commands,
  I extends Inputs,
  S extends StageState<InputsOf<I>>,
  E extends Draft,
  R extends StageResult,
  Own extends AnyCommand,
> = Place<K> &
  Handing<R> & {
    readonly carriedBy: 'case';
    readonly kind: Kind;
    readonly workflow: W;
    readonly inputs: I;
    readonly commands: Cs;
    readonly events: EventFactsOf<E>;
    readonly view: View;
    readonly logic: CaseLogic<S, CommandsOf<Cs> | Own | StageCommand<InputsOf<I>>, E | StageEvent<R, InputsOf<I>>, NoticeDue>;
  };

/**
 * Declares a stage by its state, its own events, what it hands on, and the commands that only the system sends it (its
 * agenda, the calendar): `stage<State, Event, Result>()({ key, kind, workflow, name, after, inputs, commands, events, … })`.
 */
export const stage =
  <S extends StageState, E extends Draft, R extends StageResult, Own extends AnyCommand = never>() =>
  <const K extends string, const Kind extends string, const W extends string, Cs extends Commands, I extends Inputs>(
    declared: Place<K> &
      Omit<StageParts<S & StageState<InputsOf<I>>, CommandsOf<Cs> | Own, E, R, InputsOf<I>>, 'kind' | 'commands'> & {
        readonly kind: Kind;
        /** The type of its workflow in Temporal; never changed. */
        readonly workflow: W;
        /** What it takes from the project and from earlier stages. */
        readonly inputs: I;
        readonly commands: Cs;
        /** What each of its events is called, and what its data holds (kernel/event-facts.ts). */
        readonly events: EventFactsOf<E>;
        /** What readers are shown of it (stage-view.ts). */
        readonly view: View;
      },
  ): CaseStage<K, Kind, W, Cs, I, S & StageState<InputsOf<I>>, E, R, Own> => {
    const { key, name, after, kind, workflow, inputs, commands, events, view, announced } = declared;
    const logic = stageCase(declared);
    return {
      key,
      name,
      after,
      kind,
      workflow,
      inputs,
      commands,
      events: withProofFacts(events),
      view,
      logic,
      carriedBy: 'case',
      ...(announced === undefined ? {} : { announced }),
    };
  };

/** Each of them may hold what proves the act (proof.ts). */
export function withProofFacts<T extends object>(events: T): T {
  const proven = Object.entries(events).map(([type, facts]: [string, { readonly fields?: object }]) => [
    type,
    { ...facts, fields: { files: { title: 'text', sha256: 'file', paper: 'unsearched' }, ...facts.fields } },
  ]);
  return Object.fromEntries(proven) as T; // the same events, by the same types
}

/** A stage that the project carries in its own state, with commands and events of the project. */
export type OwnStage<K extends string, R extends StageResult, F extends string> = Place<K> &
  Handing<R> & {
    readonly carriedBy: 'project';
    /** The kind of case that it is made of, which the search files under it. */
    readonly files?: F;
  };
export const ownStage =
  <R extends StageResult>() =>
  <const K extends string, const F extends string = never>(declared: Place<K> & { readonly files?: F }): OwnStage<K, R, F> => ({
    ...declared,
    carriedBy: 'project',
  });
