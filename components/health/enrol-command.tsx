"use client";
import { CopyButton } from "#components/ui/copy-button.tsx";

type Props = {
  readonly code: string;
  readonly minutes: number;
  readonly name: string;
  readonly gatewayPort: string | null;
};

/** The code and the exact line for the Sage server; what only its administrator knows stands in capitals. */
export function EnrolCommand({ code, minutes, name, gatewayPort }: Props) {
  const gateway = `${window.location.protocol}//${window.location.hostname}:${gatewayPort ?? "GATEWAY_PORT"}`;
  const home = "C:\\Countersign";
  const enrol = `node sync-client.mjs enrol --gateway ${gateway} --code ${code} --sage-folder "SAGE_DATA_FOLDER" --sql "odbc:DSN=SAGE_DSN;UID=USER;PWD=PASSWORD" --home "${home}"`;
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p>
          Code for {name}, shown only now. It works once and for {minutes} minutes.
        </p>
        <p className="mt-1 flex items-center gap-3">
          <code className="font-mono text-xl font-semibold tracking-wide">{code}</code>
          <CopyButton text={code} what="Code" />
        </p>
      </div>
      <Line title="1. On the Sage server, in the folder with sync-client.mjs" text={enrol} what="Command" />
      <dl className="-mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-xs text-ink-2">
        <dt className="font-mono">SAGE_DATA_FOLDER</dt>
        <dd>the company's data folder in Sage; files go into its Import folder</dd>
        <dt className="font-mono">SAGE_DSN, USER, PASSWORD</dt>
        <dd>the ODBC data source of that company with a read-only user</dd>
      </dl>
      <Line
        title="2. Then start it, best as a service"
        text={`node sync-client.mjs run --home "${home}"`}
        what="Command"
      />
      <p className="text-ink-2">
        Once it is connected it appears under Sync clients and reads Sage for the first time.
      </p>
    </div>
  );
}

function Line({ title, text, what }: { readonly title: string; readonly text: string; readonly what: string }) {
  return (
    <div>
      <div className="mb-1 flex items-center justify-between gap-2">
        <p className="text-xs font-medium text-ink-2">{title}</p>
        <CopyButton text={text} what={what} />
      </div>
      <pre className="rounded-md border border-line bg-sunken p-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
        {text}
      </pre>
    </div>
  );
}
