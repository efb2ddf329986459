"use client";
import { type ComponentType, lazy, Suspense, useEffect, useLayoutEffect, useState, useSyncExternalStore } from "react";
import { useHandover } from "#components/ui/handover.ts";
import { holdKeys } from "#components/ui/held-keys.ts";

type Load<Props> = () => Promise<ComponentType<Props>>;
/** One component that is read once, and every place that waits for it. */
type Store<Props> = {
  readonly part: () => ComponentType<Props> | null;
  readonly ask: () => Promise<ComponentType<Props>>;
  readonly subscribe: (tell: () => void) => () => void;
  readonly Served: ComponentType<Props>;
};
type Slot<Props> = { readonly store: Store<Props>; readonly given: Props };

/**
 * A component that is not part of the first load. It is read when the page is calm, so that it shows at once when it is
 * asked for, and right away when it is asked for earlier. A page that the server sends with it has it from the start.
 * What cannot be read is thrown to the nearest error boundary, and asked for anew the next time.
 */
export function later<Props extends object>(load: Load<Props>): ComponentType<Props> {
  const store = storeOf(load);
  return (props) => <InPage store={store} given={props} />;
}

/** The same for what opens over the page and takes the keys: those that are pressed before it is there wait for it. */
export function laterWindow<Props extends object>(load: Load<Props>): ComponentType<Props> {
  const store = storeOf(load);
  return (props) => <OverPage store={store} given={props} />;
}

/** The same for a control: its face is there before it, also on the server, and hands over the focus, a press and what was typed. */
export function laterControl<Props extends object>(
  load: Load<Props>,
  Face: ComponentType<Props>,
): ComponentType<Props> {
  const store = storeOf(load);
  return (props) => <Control store={store} given={props} Face={Face} />;
}

/** Runs once the page is loaded and has nothing else to do; never on the server. */
export function whenCalm(run: () => void): void {
  if (typeof window === "undefined") return;
  // Safari has no idle callback.
  const wait = () =>
    "requestIdleCallback" in window ? requestIdleCallback(run, { timeout: 3000 }) : setTimeout(run, 1500);
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
}

/** Whether something that opens and closes has to be in the page: from its first opening on, so that it can close in its way. */
export function useOnceOpen(isOpen: boolean): boolean {
  const [wasOpen, setWasOpen] = useState(isOpen);
  useEffect(() => {
    if (isOpen) setWasOpen(true);
  }, [isOpen]);
  return isOpen || wasOpen;
}

function InPage<Props extends object>({ store, given }: Slot<Props>) {
  const Part = usePart(store, true);
  // What the server sent stays in the page until its script is there: React waits for it inside the boundary alone.
  const [wasServed] = useState(useIsFromServer());
  if (wasServed) {
    return (
      <Suspense fallback={null}>
        <store.Served {...given} />
      </Suspense>
    );
  }
  return Part ? <Part {...given} /> : null;
}

function OverPage<Props extends object>({ store, given }: Slot<Props>) {
  const Part = usePart(store, true);
  const isAwaited = Part === null;
  useLayoutEffect(() => (isAwaited ? holdKeys() : undefined), [isAwaited]);
  return Part ? <Part {...given} /> : null;
}

function Control<Props extends object>({ store, given, Face }: Slot<Props> & { readonly Face: ComponentType<Props> }) {
  const [isTouched, setTouched] = useState(false);
  const Part = usePart(store, isTouched);
  const box = useHandover(Part !== null, () => setTouched(true));
  return (
    <span className="contents" {...box}>
      {Part ? <Part {...given} /> : <Face {...given} />}
    </span>
  );
}

function storeOf<Props extends object>(load: Load<Props>): Store<Props> {
  let part: ComponentType<Props> | null = null;
  let asked: Promise<ComponentType<Props>> | null = null;
  const waiting = new Set<() => void>();
  const ask = () => {
    asked ??= load().then(
      (loaded) => {
        part = loaded;
        for (const tell of waiting) tell();
        return loaded;
      },
      (error: unknown) => {
        asked = null;
        throw error;
      },
    );
    return asked;
  };
  whenCalm(() => void ask().catch(() => undefined));
  return {
    part: () => part,
    ask,
    subscribe: (tell) => {
      waiting.add(tell);
      return () => waiting.delete(tell);
    },
    Served: lazy(async () => ({ default: await ask() })),
  };
}

const never = () => () => undefined;
function useIsFromServer(): boolean {
  return useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
}

/** The component once it is there; asks for it as soon as it is needed. */
function usePart<Props>({ part, ask, subscribe }: Store<Props>, isNeeded: boolean): ComponentType<Props> | null {
  const found = useSyncExternalStore(subscribe, part, () => null);
  const [fault, setFault] = useState<{ readonly error: unknown } | null>(null);
  useEffect(() => {
    if (isNeeded) ask().catch((error: unknown) => setFault({ error }));
  }, [ask, isNeeded]);
  if (fault) throw fault.error;
  return found;
}
