import { SubNav } from "#components/shell/sub-nav.tsx";

const places = [
  { href: "/health", label: "Overview" },
  { href: "/health/unknown", label: "Outcome unknown" },
  { href: "/health/attempts", label: "Attempts" },
] as const;

/** The screens of Sync health. */
export function HealthNav({ here }: { readonly here: (typeof places)[number]["href"] }) {
  return <SubNav label="Sync health" places={places} here={here} />;
}
