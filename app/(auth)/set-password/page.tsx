import type { Metadata } from "next";
import { connection } from "next/server";
import { SetPassword } from "#components/sign-in/set-password.tsx";

export const metadata: Metadata = { title: "Set your password" };

export default async function SetPasswordRoute() {
  // Scripts need the nonce of this very answer.
  await connection();
  return <SetPassword />;
}
