"use client";
import { ListFilter } from "lucide-react";
import { useState } from "react";
import type { MoreProps } from "#components/inbox/more-dialog.tsx";
import { useKeys } from "#components/keys/key-registry.tsx";
import { Button } from "#components/ui/button.tsx";
import { laterWindow } from "#components/ui/later.tsx";
import { moreKeys } from "#lib/core/narrowing.ts";

const MoreDialog = laterWindow(async () => (await import("#components/inbox/more-dialog.tsx")).MoreDialog);

/** The filters that the bar has no room for: how many are set, and the dialog that sets them. */
export function MoreFilters({ filter, isOfThen, onChange }: MoreProps) {
  const [isOpen, setOpen] = useState(false);
  const set = moreKeys.filter((key) => filter[key]).length;
  useKeys({ moreFilters: () => setOpen(true) });
  return (
    <>
      <Button
        size="sm"
        shortcut="moreFilters"
        className={set > 0 ? "border-accent bg-accent-faint" : ""}
        onPress={() => setOpen(true)}
      >
        <ListFilter aria-hidden="true" className="size-3.5" />
        {set === 0 ? "More filters" : `More filters: ${set}`}
      </Button>
      {isOpen ? <MoreDialog {...{ filter, isOfThen, onChange }} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
