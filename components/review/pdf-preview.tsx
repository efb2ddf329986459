"use client";
import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from "lucide-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { type OpenPdf, openPdf } from "#components/review/open-pdf.ts";
import { PdfPage } from "#components/review/pdf-page.tsx";
import { announce } from "#components/ui/announcer.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorState, Skeleton } from "#components/ui/states.tsx";
import { type Problem, problemOf } from "#lib/client/problem.ts";
import { fileSize } from "#lib/core/file-kinds.ts";
import type { FileView } from "#lib/views/conversation.ts";

export type FilePreviewProps = {
  /** Null: how large it is, nobody said before. */
  readonly file: Pick<FileView, "name" | "kind"> & { readonly size: number | null };
  /** Where its bytes are. */
  readonly address: string;
  readonly onClose: () => void;
};

const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;
const wide = zooms.indexOf(1);
type Press = { readonly keys: readonly string[]; readonly turns?: number; readonly zooms?: number };
const presses: readonly Press[] = [
  { keys: ["ArrowRight", "PageDown"], turns: 1 },
  { keys: ["ArrowLeft", "PageUp"], turns: -1 },
  { keys: ["End"], turns: Number.MAX_SAFE_INTEGER },
  { keys: ["Home"], turns: Number.MIN_SAFE_INTEGER },
  { keys: ["+", "="], zooms: 1 },
  { keys: ["-"], zooms: -1 },
  { keys: ["0"], zooms: 0 },
];

/** A PDF page by page, as wide as there is room; arrows and Page Up and Down turn pages, plus and minus zoom, 0 fits the width. */
export function PdfPreview({ file, address, onClose }: FilePreviewProps) {
  const [attempt, setAttempt] = useState(0);
  const { pdf, problem } = usePdf(address, file.name, attempt);
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(wide);
  const pages = pdf?.document.numPages ?? 0;
  const turn = (by: number) => {
    const to = Math.min(Math.max(page + by, 1), Math.max(pages, 1));
    if (to === page) return;
    setPage(to);
    announce(`Page ${to} of ${pages}`);
  };
  const size = (to: number) => setZoom(Math.min(Math.max(to, 0), zooms.length - 1));
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const isOther = event.ctrlKey || event.metaKey || event.altKey;
    const press = isOther ? undefined : presses.find(({ keys }) => keys.includes(event.key));
    // Larger than the room, the arrows move over the page.
    if (!press || (zoom > wide && event.key.startsWith("Arrow"))) return;
    if (press.turns !== undefined) turn(press.turns);
    else size(press.zooms ? zoom + press.zooms : wide);
    event.preventDefault();
  };
  const bar = <Bar page={page} pages={pages} zoom={zoom} onTurn={turn} onZoom={size} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={file.name}
      description={sizeWords(file)}
      size="lg"
      onKeyDown={onKeyDown}
      footer={bar}
    >
      {problem ? (
        <ErrorState sentence={problem.sentence} fix={problem.fix} onRetry={() => setAttempt(attempt + 1)} />
      ) : pdf ? (
        <PdfPage document={pdf.document} number={page} zoom={zooms[zoom] ?? 1} label={`${file.name}, page ${page}`} />
      ) : (
        <Skeleton rows={12} label={`Reading ${file.name}`} />
      )}
    </Dialog>
  );
}

/** What stands under the name. */
export const sizeWords = ({ size }: FilePreviewProps["file"]) => (size === null ? "From Procore" : fileSize(size));

type BarProps = {
  readonly page: number;
  readonly pages: number;
  readonly zoom: number;
  readonly onTurn: (by: number) => void;
  readonly onZoom: (to: number) => void;
};

function Bar({ page, pages, zoom, onTurn, onZoom }: BarProps) {
  const end = "There are no more pages.";
  return (
    <div role="toolbar" aria-label="Pages and size" className="flex w-full items-center justify-between gap-2">
      <span className="flex items-center gap-1">
        <Button size="icon" label="Previous page" reason={page > 1 ? null : end} onPress={() => onTurn(-1)}>
          <ChevronLeft aria-hidden="true" className="size-4" />
        </Button>
        <span className="px-1 tabular-nums">
          Page {page} of {pages === 0 ? "…" : pages}
        </span>
        <Button size="icon" label="Next page" reason={page < pages ? null : end} onPress={() => onTurn(1)}>
          <ChevronRight aria-hidden="true" className="size-4" />
        </Button>
      </span>
      <span className="flex items-center gap-1">
        <Button
          size="icon"
          label="Smaller"
          reason={zoom > 0 ? null : "It is as small as it gets."}
          onPress={() => onZoom(zoom - 1)}
        >
          <ZoomOut aria-hidden="true" className="size-4" />
        </Button>
        <Button size="sm" look="ghost" label="As wide as there is room" onPress={() => onZoom(wide)}>
          <span className="w-9 text-center tabular-nums">{(zooms[zoom] ?? 1) * 100} %</span>
        </Button>
        <Button
          size="icon"
          label="Larger"
          reason={zoom < zooms.length - 1 ? null : "It is as large as it gets."}
          onPress={() => onZoom(zoom + 1)}
        >
          <ZoomIn aria-hidden="true" className="size-4" />
        </Button>
      </span>
    </div>
  );
}

type Reading = { readonly pdf: OpenPdf | null; readonly problem: Problem | null };

function usePdf(address: string, name: string, attempt: number): Reading {
  const [reading, setReading] = useState<Reading & { readonly attempt: number }>({ pdf: null, problem: null, attempt });
  useEffect(() => {
    const stop = new AbortController();
    let opened: OpenPdf | null = null;
    openPdf(address, name, stop.signal).then(
      (pdf) => {
        opened = pdf;
        if (stop.signal.aborted) pdf.close();
        else setReading({ pdf, problem: null, attempt });
      },
      (error: unknown) => {
        if (!stop.signal.aborted) setReading({ pdf: null, problem: problemOf(error), attempt });
      },
    );
    return () => {
      stop.abort();
      opened?.close();
    };
  }, [address, name, attempt]);
  return reading.attempt === attempt ? reading : { pdf: null, problem: null };
}
