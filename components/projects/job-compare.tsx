"use client";
import type { ReactNode } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { SideCompare } from "#components/table/side-compare.tsx";
import type { JobChoice, JobChoices } from "#lib/views/job-choices.ts";

type Props = { readonly view: JobChoices; readonly job: JobChoice | null };

/** Both sides before they are linked: what each calls it, and what each has of it. */
export function JobCompare({ view, job }: Props) {
  const { project, documents } = view;
  return (
    <div className="space-y-3">
      <SideCompare
        caption="The project and the job"
        inset="pl-2"
        rows={[
          { label: "Number", here: project.number, there: job?.job },
          { label: "Name", here: project.name, there: job?.name },
          { label: "Status", here: "", there: job?.status },
          { label: "Place", here: "", there: job?.place },
        ]}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <Figures title="In Procore">
          {documents.map(({ label, count: n, amount }) => (
            <Figure key={label} label={`${n.toLocaleString("en-US")} ${label}`} amount={amount} />
          ))}
          {documents.length === 0 ? <None>Nothing of this project was read yet.</None> : null}
        </Figures>
        <Figures title="In Sage">{job ? <SageFigures job={job} /> : <None>No job is chosen.</None>}</Figures>
      </div>
    </div>
  );
}

function SageFigures({ job }: { readonly job: JobChoice }) {
  const many = job.commitments >= 10_000 ? "10,000 or more commitments" : count(job.commitments, "commitment");
  return (
    <>
      <Figure label={many} amount={job.committed} />
      <Figure label="Contract, with changes" amount={job.contract} />
      <Figure label="Original estimate" amount={job.originalEstimate} />
      <Figure label="Estimate, with changes" amount={job.totalEstimate} />
      <Figure label="Cost to date" amount={job.cost} />
    </>
  );
}

function Figures({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <table className="data-table self-start">
      <caption className="unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-2">
            {title}
          </th>
          <th scope="col" className="figure">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function Figure({ label, amount }: { readonly label: string; readonly amount: string }) {
  return (
    <tr>
      <th scope="row" className="wrap pl-2 font-normal">
        {label}
      </th>
      <td className="figure">
        <Amount value={amount} />
      </td>
    </tr>
  );
}

function None({ children }: { readonly children: ReactNode }) {
  return (
    <tr>
      <td colSpan={2} className="pl-2 text-ink-2">
        {children}
      </td>
    </tr>
  );
}
