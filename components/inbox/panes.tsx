"use client";
import type { ReactNode } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import { setPreference } from "#lib/client/preferences.ts";

type Props = { readonly listWidth: number; readonly list: ReactNode; readonly review: ReactNode };

/** List and review side by side; the divider moves by pointer and by arrow keys, and its place is remembered. */
export function Panes({ listWidth, list, review }: Props) {
  return (
    <Group
      id="inbox"
      defaultLayout={{ list: listWidth, review: 100 - listWidth }}
      onLayoutChanged={(layout) => setPreference("panes", String(Math.round((layout.list ?? listWidth) * 10) / 10))}
      className="min-h-0 flex-1 max-md:[&>#review]:hidden! print:block! print:h-auto! print:[&>*]:overflow-visible!"
    >
      <Panel id="list" minSize="30%" className="@container flex min-h-0 flex-col">
        {list}
      </Panel>
      <Separator
        aria-label="Divider between list and review"
        className="relative w-px bg-line-strong outline-offset-2 before:absolute before:inset-y-0 before:-left-1 before:z-10 before:w-2.5 hover:bg-accent data-[separator=active]:bg-accent max-md:hidden print:hidden"
      />
      <Panel id="review" minSize="25%" className="min-h-0 bg-surface max-md:hidden print:hidden!">
        {review}
      </Panel>
    </Group>
  );
}
