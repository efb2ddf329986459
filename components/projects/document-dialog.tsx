"use client";
import { useState } from "react";
import { DocumentCompare } from "#components/projects/document-compare.tsx";
import { RecordChoices } from "#components/projects/record-choices.tsx";
import type { DocumentLinks } from "#components/projects/use-document-links.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { DocumentMatch } from "#lib/views/adoption.ts";

type Props = { readonly itemId: string; readonly links: DocumentLinks; readonly onClose: () => void };

/** One document beside a record of Sage: what agrees, what differs, and what a person says about it. */
export function DocumentDialog({ itemId, links, onClose }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, refetch } = useView(
    "document.match",
    { itemId, ...(chosen ? { erpId: chosen } : {}) },
    { keepsPrevious: true },
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title={data ? `${data.typeLabel} ${data.number} and Sage` : "Document and Sage"}
      description="Linking sends nothing. What differs stays as it is on both sides and is shown afterwards as a difference."
      footer={data ? <Footer match={data} links={links} onClose={onClose} /> : null}
    >
      {error ? <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void refetch()} /> : null}
      {data ? (
        <div className="space-y-3">
          <RecordChoices match={data} links={links} onChoose={setChosen} />
          <DocumentCompare match={data} />
        </div>
      ) : (
        <div className="min-h-80" />
      )}
    </Dialog>
  );
}

function Footer({ match, links, onClose }: Omit<Props, "itemId"> & { readonly match: DocumentMatch }) {
  const { id, version, number, amount, record, seen, reason } = match;
  const pair = record && seen ? { id, version, number, amount, erpId: record.erpId, seen } : null;
  return (
    <>
      {record ? (
        <Button isBusy={links.isBusy} onPress={() => links.refuse(match, record.erpId, true)}>
          Not the same
        </Button>
      ) : null}
      <Button
        look="primary"
        isBusy={links.isBusy}
        reason={reason ?? (pair ? null : "No record is chosen.")}
        onPress={() => pair && links.link([pair], false, onClose)}
      >
        {record ? `Link to ${record.erpId}` : "Link"}
      </Button>
    </>
  );
}
