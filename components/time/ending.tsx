import { Stamp } from "#components/time/when.tsx";

type Props = {
  readonly expiresAt: string | null;
  readonly isExpired: boolean;
  readonly revoked: { readonly by: string; readonly at: string } | null;
};

/** Until when something that was given out works, or since when and by whom it does not. */
export function Ending({ expiresAt, isExpired, revoked }: Props) {
  if (revoked)
    return (
      <>
        by {revoked.by}, <Stamp at={revoked.at} />
      </>
    );
  if (expiresAt === null) return "without an end";
  return (
    <>
      {isExpired ? "since " : "until "}
      <Stamp at={expiresAt} />
    </>
  );
}
