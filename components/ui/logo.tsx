/** The product's mark: two strokes of a pen over a line, the second signature. */
export function Logo({ className = "size-5" }: { readonly className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 20 20"
      className={`text-accent ${className}`}
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <rect x="1" y="1" width="18" height="18" rx="4.5" fill="currentColor" stroke="none" opacity="0.14" />
      <path d="M4.5 9.5l3 3 4-6" strokeWidth="2" />
      <path d="M9.5 11.5l1.5 1.5 4.5-7" strokeWidth="2" />
      <path d="M4.5 15.75h11" strokeWidth="1.5" />
    </svg>
  );
}
