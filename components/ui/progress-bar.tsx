type Props = {
  /** What is counted, for those who do not see the bar. */
  readonly label: string;
  readonly done: number;
  readonly of: number;
  readonly className?: string;
};

/** How far something long is: a bar, for a number that stands beside it in words. */
export function ProgressBar({ label, done, of, className = "w-full" }: Props) {
  return (
    <progress
      className={`h-2 accent-accent ${className}`}
      value={Math.min(done, of)}
      max={Math.max(1, of)}
      aria-label={label}
    />
  );
}
