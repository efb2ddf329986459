import { ArrowLeft } from "lucide-react";
import Link from "next/link";

type Props = { readonly href: string; readonly label: string; readonly className?: string };

/** The way back from a page, above its head; not on paper. */
export function BackLine({ href, label, className = "px-4" }: Props) {
  return (
    <nav
      aria-label="Back"
      className={`flex h-9 shrink-0 items-center border-b border-line bg-surface ${className}`}
      data-screen-only
    >
      <Link
        href={href}
        prefetch={false}
        className="inline-flex min-h-6 items-center gap-1.5 rounded-sm text-ink-2 hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-3.5" />
        {label}
      </Link>
    </nav>
  );
}
