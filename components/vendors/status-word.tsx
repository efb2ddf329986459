/** Nothing for an active vendor; the status in words for every other. */
export function StatusWord({ status }: { readonly status: string }) {
  if (status === "" || /^active$/i.test(status)) return null;
  return <span className="shrink-0 rounded-sm bg-wait-soft px-1 text-xs font-normal text-wait">{status}</span>;
}
