/**
 * The files of one field that are on their way: two at a time, each with how far it is, tried again, given up, carried on
 * after the page was left. Deliberately absent: the way of one (sending.ts), and showing any of it (upload.tsx).
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiProblem, asProblem } from '../app/problem.ts';
import { useMe } from '../app/session.tsx';
import { giveUp, type KeptFile, notSent, sendFile } from './sending.ts';
import { begunOf, dropUnfinished, keepUnfinished, leftIn, markOf, type Unfinished } from './unfinished.ts';

/** As FILE_MAX_BYTES of the API says it. */
const MOST_BYTES = 20 * 1_048_576;
/** The service takes four pieces of one person at a time, of all their windows. */
const AT_ONCE = 2;
const LOOK_AGAIN_MS = 15_000;

export type OnItsWay = {
  readonly id: number;
  readonly file: File;
  readonly part: number;
  readonly stage: 'IN_LINE' | 'GOING' | 'WAITING' | 'STOPPED';
  readonly problem: ApiProblem | null;
};
/** GOING: wait; STOPPED: one could not be sent, and somebody has to try it again or leave it out. */
export type Busy = 'GOING' | 'STOPPED' | null;
export type OnBusy = (path: string, busy: Busy) => void;

type Given = {
  readonly value: readonly KeptFile[];
  readonly onChange: (value: readonly KeptFile[]) => void;
  readonly onBusy?: OnBusy;
  readonly path: string;
};

let counted = 0;
const busyOf = (all: readonly OnItsWay[]): Busy => (all.some(({ stage }) => stage !== 'STOPPED') ? 'GOING' : all.length > 0 ? 'STOPPED' : null);

/** What of a form's fields is still on its way, together: for the button that hands it in. */
export function useUploading(): { readonly uploading: Busy; readonly onBusy: OnBusy } {
  const [fields, setFields] = useState<Readonly<Record<string, Busy>>>({});
  const onBusy = useCallback<OnBusy>((path, busy) => setFields((all) => (all[path] === busy ? all : { ...all, [path]: busy })), []);
  const all = Object.values(fields);
  return { uploading: all.includes('GOING') ? 'GOING' : all.includes('STOPPED') ? 'STOPPED' : null, onBusy };
}

export function useSending({ value, onChange, onBusy, path }: Given) {
  const { person } = useMe();
  const [underWay, setUnderWay] = useState<readonly OnItsWay[]>([]);
  const arrive = useArriving(value, onChange);
  const stops = useRef(new Map<number, AbortController>());
  const place = `${window.location.pathname}#${path}`;
  const kept = useKept(person);
  const unfinished = useUnfinished(person, place, underWay.length);
  const { leave } = kept;
  useEffect(() => {
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
      for (const stop of stops.current.values()) stop.abort();
    };
  }, [leave]);
  const busy = busyOf(underWay);
  useEffect(() => onBusy?.(path, busy), [busy, onBusy, path]);
  useEffect(() => () => onBusy?.(path, null), [onBusy, path]);
  const change = (id: number, by: Partial<OnItsWay>): void => setUnderWay((all) => all.map((one) => (one.id === id ? { ...one, ...by } : one)));
  const end = (id: number): void => {
    stops.current.delete(id);
    kept.end(id);
    setUnderWay((all) => all.filter((one) => one.id !== id));
  };
  const leaveOut = ({ upload }: Unfinished): void => {
    dropUnfinished(person, upload);
    giveUp(upload);
    unfinished.look();
  };
  const go = async (id: number, file: File): Promise<void> => {
    const stop = new AbortController();
    stops.current.set(id, stop);
    change(id, { stage: 'GOING', problem: null });
    try {
      const mark = await markOf(file);
      const begun = begunOf(person, file, mark, Date.now());
      const { name, size, lastModified: changed } = file;
      // It was changed since: what is left of the one before is not wanted any more.
      for (const one of leftIn(person, place, Date.now())) if (one.name === name && one.upload !== begun?.upload) leaveOut(one);
      kept.start(id, { upload: begun?.upload ?? '', name, size, changed, mark, place, part: begun?.part ?? 0, at: Date.now(), moving: true });
      const done = await sendFile(file, {
        known: begun?.upload ?? null,
        signal: stop.signal,
        onBegun: (upload) => (stop.signal.aborted ? undefined : upload === null ? kept.forget(id) : kept.note(id, { upload })),
        onProgress: (part) => {
          if (stop.signal.aborted) return;
          change(id, { part, stage: 'GOING' });
          kept.note(id, { part });
        },
        onWaiting: () => change(id, { stage: 'WAITING' }),
      });
      if (stop.signal.aborted) return;
      arrive(done);
      end(id);
    } catch (error) {
      if (stop.signal.aborted) return;
      kept.note(id, { moving: false });
      change(id, { stage: 'STOPPED', problem: asProblem(error) });
    }
  };
  // The next in line, as soon as there is a place.
  const going = underWay.filter(({ stage }) => stage === 'GOING' || stage === 'WAITING').length;
  const next = going < AT_ONCE ? underWay.find(({ stage }) => stage === 'IN_LINE') : undefined;
  const start = useRef(go);
  start.current = go;
  const nextId = next?.id;
  const nextFile = next?.file;
  useEffect(() => {
    if (nextId !== undefined && nextFile !== undefined) void start.current(nextId, nextFile);
  }, [nextId, nextFile]);
  return {
    underWay,
    unfinished,
    begin(file: File): void {
      counted += 1;
      const problem = notSent(file, MOST_BYTES);
      const one: OnItsWay = { id: counted, file, part: 0, stage: problem === null ? 'IN_LINE' : 'STOPPED', problem };
      setUnderWay((all) => [...all, one]);
    },
    again: (id: number): void => change(id, { stage: 'IN_LINE', problem: null }),
    drop(id: number): void {
      stops.current.get(id)?.abort();
      const upload = kept.forget(id);
      end(id);
      if (upload !== '') giveUp(upload);
    },
    leaveOut,
  };
}

function useArriving(value: readonly KeptFile[], onChange: Given['onChange']): (done: KeptFile) => void {
  // Several end one after the other: each joins those that have arrived by then.
  const arrived = useRef(value);
  arrived.current = value;
  // What else was typed while it was on its way stays: the form of now is told, not the one of then.
  const told = useRef(onChange);
  told.current = onChange;
  return (done) => {
    // The same file twice is one.
    if (arrived.current.some(({ sha256 }) => sha256 === done.sha256)) return;
    arrived.current = [...arrived.current, done];
    told.current(arrived.current);
  };
}

/** What the browser keeps of each while it is on its way. */
function useKept(person: string) {
  const all = useRef(new Map<number, Unfinished>());
  const [kept] = useState(() => ({
    start: (id: number, one: Unfinished): void => void all.current.set(id, one),
    end: (id: number): void => void all.current.delete(id),
    note(id: number, by: Partial<Unfinished>): void {
      const before = all.current.get(id);
      if (before === undefined) return;
      const one = { ...before, moving: true, ...by, at: Date.now() };
      const percent = Math.round(one.part * 100);
      all.current.set(id, one);
      if (one.upload !== '' && (by.part === undefined || percent !== Math.round(before.part * 100))) keepUnfinished(person, one);
    },
    /** By which upload it went. */
    forget(id: number): string {
      const one = all.current.get(id);
      if (one === undefined || one.upload === '') return '';
      dropUnfinished(person, one.upload);
      all.current.set(id, { ...one, upload: '' });
      return one.upload;
    },
    leave(): void {
      for (const one of all.current.values()) if (one.upload !== '') keepUnfinished(person, { ...one, moving: false, at: Date.now() });
    },
  }));
  return kept;
}

/** Of this field, from a page that was left; not those that this page carries on by now. */
function useUnfinished(person: string, place: string, changes: number): { readonly items: readonly Unfinished[]; readonly look: () => void } {
  const [items, setItems] = useState<readonly Unfinished[]>([]);
  const look = useCallback(() => setItems(leftIn(person, place, Date.now())), [person, place]);
  useEffect(() => {
    // `changes`: one that was chosen again is on its way, or has arrived.
    void changes;
    look();
    const timer = window.setInterval(look, LOOK_AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [look, changes]);
  return { items, look };
}
