"use client";
import { ChevronsUpDown } from "lucide-react";
import { Menu } from "#components/ui/menu.tsx";
import type { MenuEntry } from "#components/ui/menu-popup.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import { problemOf } from "#lib/client/problem.ts";
import { switchCompany } from "#lib/client/switch-company.ts";
import type { ShellView } from "#lib/views/screens.ts";

type Props = {
  readonly company: ShellView["company"];
  readonly companies: ShellView["companies"];
};

export function CompanySwitch({ company, companies }: Props) {
  if (companies.length < 2)
    return <span className="max-w-56 truncate font-medium max-sm:max-w-24">{company.name}</span>;
  const trigger = (
    <button
      type="button"
      aria-label={`Company ${company.name}, change`}
      className="-ml-1.5 inline-flex h-8 max-w-56 items-center gap-1 rounded-md px-1.5 font-medium hover:bg-hover max-sm:max-w-24"
    >
      <span className="truncate">{company.name}</span>
      <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
    </button>
  );
  const entries = companies.map<MenuEntry>((one) => ({
    kind: "item",
    words: (
      <>
        {one.name}
        {one.id === company.id ? <span className="ml-auto text-xs text-ink-3">here</span> : null}
      </>
    ),
    isDisabled: one.id === company.id,
    onPress: () => void switchCompany(one.id).catch((error: unknown) => notifyProblem(problemOf(error))),
  }));
  return <Menu trigger={trigger} entries={entries} />;
}
