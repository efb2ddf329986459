import type { Metadata } from "next";
import { Files } from "#components/files/files.tsx";
import { tableFiles } from "#lib/queries/table-files.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Your files" };

export default async function FilesRoute() {
  return <Files first={await read(tableFiles, {}, "/files")} />;
}
