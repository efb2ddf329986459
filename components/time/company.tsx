"use client";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useView } from "#lib/client/use-view.ts";
import { type Clock, clockFor } from "#lib/core/clock.ts";
import type { OwnPreferences } from "#lib/views/own-preferences.ts";
import type { ShellView } from "#lib/views/screens.ts";

/** The clock is the company's: its days, periods and limits go by it. What a person reads times by is `useClock`. */
type Company = { readonly clock: Clock; readonly currency: string };
const utc: Clock = { timeZone: "UTC", dateFormat: "words" };
const Context = createContext<Company & { readonly own: Clock }>({ clock: utc, own: utc, currency: "USD" });

type Props = {
  readonly shell: ShellView;
  /** As the server read them, so that it writes the same times as the browser. */
  readonly preferences: OwnPreferences;
  readonly children: ReactNode;
};

/** The company's clock and currency, and the clock of the person, for everything below; never the browser's zone. */
export function CompanyProvider({ shell, preferences, children }: Props) {
  const { data: frame = shell } = useView("shell.view", {}, { first: shell, isOn: false });
  const { data = preferences } = useView("preference.view", {}, { first: preferences });
  const { timeZone, dateFormat, currency } = frame.company;
  const { timeZone: ownZone, dateFormat: ownFormat } = data;
  const value = useMemo(() => {
    const clock = { timeZone, dateFormat };
    return { clock, own: clockFor(clock, { timeZone: ownZone, dateFormat: ownFormat }), currency };
  }, [timeZone, dateFormat, currency, ownZone, ownFormat]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

type ClocksProps = Company & { readonly own: Clock; readonly children: ReactNode };

/** The same for a page without the frame of the desk, which brings its clocks along. */
export function ClocksProvider({ clock, own, currency, children }: ClocksProps) {
  const value = useMemo(() => ({ clock, own, currency }), [clock, own, currency]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useCompany(): Company {
  return useContext(Context);
}
/** By which clock whoever is signed in reads moments, and how they write days. */
export function useClock(): Clock {
  return useContext(Context).own;
}
