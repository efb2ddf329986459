import { BadgeCheck, CircleDashed, FileWarning } from "lucide-react";
import { Mark } from "#components/ui/chip.tsx";
import type { SealView } from "#lib/views/reconcile.ts";

/** Signed, signed and no longer true, or not signed. */
export function SealMark({ seal, hasPeriod }: { readonly seal: SealView | null; readonly hasPeriod: boolean }) {
  if (!hasPeriod) return <span className="text-ink-3">choose a period</span>;
  if (seal === null)
    return (
      <Mark tone="quiet" icon={CircleDashed}>
        Not signed
      </Mark>
    );
  return seal.state === "signed" ? (
    <Mark tone="good" icon={BadgeCheck}>{`Signed, ${seal.by}`}</Mark>
  ) : (
    <Mark tone="bad" icon={FileWarning}>{`Broken, was ${seal.by}`}</Mark>
  );
}
