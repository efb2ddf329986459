"use client";
import { createContext, type ReactNode, useContext } from "react";

type Company = { readonly timeZone: string; readonly currency: string };
const Context = createContext<Company>({ timeZone: "UTC", currency: "USD" });

/** The company's time zone and currency for everything below; times are never shown in the browser's zone. */
export function CompanyProvider({ timeZone, currency, children }: Company & { readonly children: ReactNode }) {
  return <Context.Provider value={{ timeZone, currency }}>{children}</Context.Provider>;
}
export function useCompany(): Company {
  return useContext(Context);
}
