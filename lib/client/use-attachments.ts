import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Problem, signedOut, unreachable } from "#lib/client/problem.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { setSessionEnded } from "#lib/client/session-state.ts";
import type { AttachmentList } from "#lib/views/attachments.ts";

/** Whoever walks through the list by keys asks for none: each asking is a call of Procore's hourly limit. */
const restMs = 700;
const keptMs = 60_000;

/** What the item's document has attached in Procore: asked for once a person stays with the item, never by itself again. */
export function useAttachments(itemId: string): UseQueryResult<AttachmentList, Problem> {
  const [stayed, setStayed] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setStayed(itemId), restMs);
    return () => clearTimeout(timer);
  }, [itemId]);
  return useQuery<AttachmentList, Problem>({
    queryKey: ["attachments", itemId],
    queryFn: ({ signal }) => fetchAttachments(itemId, signal),
    enabled: stayed === itemId,
    staleTime: keptMs,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

async function fetchAttachments(itemId: string, signal: AbortSignal): Promise<AttachmentList> {
  return (await (await asked(`/api/attachments/${itemId}`, signal)).json()) as AttachmentList;
}

/** Fetches a file of the document and hands it to the browser to be saved; throws a Problem in words. */
export async function saveAttachment(address: string, name: string, signal: AbortSignal): Promise<void> {
  saveFile(await (await asked(address, signal)).blob(), name);
}

async function asked(address: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(address, { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw unreachable();
  });
  if (response.status === 401) {
    setSessionEnded(true);
    throw signedOut();
  }
  if (response.ok) return response;
  const body = (await response.json().catch(() => null)) as ConstructorParameters<typeof Problem>[0] | null;
  throw body ? new Problem(body) : unreachable();
}
