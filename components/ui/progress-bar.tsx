type Props = {
  /** What is counted, for those who do not see the bar. */
  readonly label: string;
  readonly done: number;
  readonly of: number;
  readonly className?: string;
};

const look =
  "h-2 appearance-none overflow-hidden rounded-full border border-control bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent";

/** How far something long is: a bar, for a number that stands beside it in words. */
export function ProgressBar({ label, done, of, className = "w-full" }: Props) {
  return (
    <progress className={`${look} ${className}`} value={Math.min(done, of)} max={Math.max(1, of)} aria-label={label} />
  );
}
