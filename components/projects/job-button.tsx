"use client";
import { useState } from "react";
import { JobDialog } from "#components/projects/job-dialog.tsx";
import { announce } from "#components/ui/announcer.tsx";
import { Button } from "#components/ui/button.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { ProjectRow } from "#lib/views/screens.ts";

export type JobActions = { readonly link: Action<{ job: string }>; readonly unlink: Action<{ job: string }> };
type Props = { readonly project: ProjectRow; readonly actions: JobActions };

const touches = ["project.jobs", "project.status", "project.list", "inbox.page", "item.view", "import.page"] as const;

/** Opens the project beside the jobs of Sage; links it to one, or takes the link off. */
export function JobButton({ project, actions }: Props) {
  const [isOpen, setOpen] = useState(false);
  const options = { touches, onProblem: notifyProblem };
  const link = useCommand<{ job: string }>(actions.link, {
    ...options,
    onDone: ({ job }) => announce(`${project.name} linked to job ${job}`),
  });
  const unlink = useCommand<{ job: string }>(actions.unlink, {
    ...options,
    onDone: ({ job }) => announce(`${project.name} unlinked from job ${job}`),
  });
  return (
    <>
      <Button onPress={() => setOpen(true)}>{project.job ? `Job ${project.job} …` : "Link to a Sage job …"}</Button>
      {isOpen ? (
        <JobDialog
          projectId={project.id}
          isBusy={link.isPending || unlink.isPending}
          onLink={(job) => link.mutate({ projectId: project.id, job })}
          onUnlink={(job) => unlink.mutate({ projectId: project.id, job })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
