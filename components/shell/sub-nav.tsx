import Link from "next/link";

type Props<Href extends string> = {
  readonly label: string;
  readonly places: readonly { readonly href: Href; readonly label: string }[];
  readonly here: Href;
};

/** The screens that belong to one place of the rail, as links under its head. */
export function SubNav<Href extends string>({ label, places, here }: Props<Href>) {
  return (
    <nav aria-label={label} className="flex h-9 shrink-0 gap-1 border-b border-line bg-surface px-2" data-screen-only>
      {places.map((place) => (
        <Link
          key={place.href}
          href={place.href}
          prefetch={false}
          aria-current={place.href === here ? "page" : undefined}
          className={`flex items-center border-b-2 px-2 focus-visible:-outline-offset-2 ${place.href === here ? "border-accent font-semibold text-ink" : "border-transparent text-ink-2 hover:text-ink"}`}
        >
          {place.label}
        </Link>
      ))}
    </nav>
  );
}
