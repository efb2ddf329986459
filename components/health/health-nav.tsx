import Link from "next/link";

const places = [
  { href: "/health", label: "Overview" },
  { href: "/health/unknown", label: "Outcome unknown" },
  { href: "/health/attempts", label: "Attempts" },
] as const;

/** The screens of Sync health. */
export function HealthNav({ here }: { readonly here: (typeof places)[number]["href"] }) {
  return (
    <nav
      aria-label="Sync health"
      className="flex h-9 shrink-0 gap-1 border-b border-line bg-surface px-2"
      data-screen-only
    >
      {places.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={href === here ? "page" : undefined}
          className={`flex items-center border-b-2 px-2 focus-visible:-outline-offset-2 ${href === here ? "border-accent font-semibold text-ink" : "border-transparent text-ink-2 hover:text-ink"}`}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
