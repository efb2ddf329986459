import { SubNav } from "#components/shell/sub-nav.tsx";

const places = [
  { href: "/outbox", label: "Under way" },
  { href: "/batches", label: "Batches" },
] as const;

/** The two lists of the outbox: what is not proved yet, and what was accepted as one decision. */
export function OutboxNav({ here }: { readonly here: (typeof places)[number]["href"] }) {
  return <SubNav label="Outbox" places={places} here={here} />;
}
