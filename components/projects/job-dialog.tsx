"use client";
import { useState } from "react";
import { JobCompare } from "#components/projects/job-compare.tsx";
import { JobList } from "#components/projects/job-list.tsx";
import { Age } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { JobChoices } from "#lib/views/job-choices.ts";

type Props = {
  readonly projectId: string;
  readonly isBusy: boolean;
  readonly onLink: (job: string) => void;
  readonly onUnlink: (job: string) => void;
  readonly onClose: () => void;
};

/** A project that was in progress before the connection and the job that Sage has of it, side by side before they are linked. */
export function JobDialog({ projectId, isBusy, onLink, onUnlink, onClose }: Props) {
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, refetch, isFetching } = useView(
    "project.jobs",
    { projectId, ...(q.trim() ? { q: q.trim() } : {}) },
    { keepsPrevious: true },
  );
  const linked = data?.linked ?? null;
  const job = linked ?? data?.rows.find((row) => row.job === chosen) ?? data?.rows[0] ?? null;
  const title = data ? `${data.project.number} ${data.project.name}` : "Project";
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title={data?.project.job ? `${title} and its Sage job` : `Link ${title}`}
      description={data ? <Description view={data} /> : undefined}
      footer={
        data?.project.job ? (
          <Button isBusy={isBusy} onPress={() => onUnlink(data.project.job ?? "")}>
            Unlink from job {data.project.job}
          </Button>
        ) : (
          <LinkButton job={job} isBusy={isBusy} onLink={onLink} />
        )
      }
    >
      {error ? <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void refetch()} /> : null}
      {data && !data.project.job ? (
        <div className="mb-3">
          <TextInput label="Another job, part of its id or description" type="search" value={q} onChange={setQ} />
          <JobList view={data} q={q.trim()} isFetching={isFetching} chosen={job?.job ?? null} onChoose={setChosen} />
        </div>
      ) : null}
      {data ? <JobCompare view={data} job={job} /> : <div className="min-h-80" />}
    </Dialog>
  );
}

function Description({ view }: { readonly view: JobChoices }) {
  const { project, readAt, now } = view;
  const words = project.job
    ? `Linked to job ${project.job}${project.who ? ` by ${project.who}` : ""}.`
    : "Linking writes nothing to Sage or Procore; what waits in the project is checked against the job.";
  return (
    <>
      {words}{" "}
      {readAt ? (
        <>
          Sage read <Age at={readAt} now={now} />.
        </>
      ) : (
        "Sage was not read yet."
      )}
    </>
  );
}

type LinkProps = {
  readonly job: JobChoices["rows"][number] | null;
  readonly isBusy: boolean;
  readonly onLink: (job: string) => void;
};

function LinkButton({ job, isBusy, onLink }: LinkProps) {
  const reason = !job
    ? "Search for a job first."
    : job.linkedTo
      ? `Job ${job.job} is already linked to ${job.linkedTo}. Unlink it there first.`
      : null;
  return (
    <Button look="primary" reason={reason} isBusy={isBusy} onPress={() => job && onLink(job.job)}>
      {job ? `Link to job ${job.job}` : "Link"}
    </Button>
  );
}
