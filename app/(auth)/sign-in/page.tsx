import type { Metadata } from "next";
import { SignIn } from "#components/sign-in/sign-in.tsx";
import { signInOptions } from "#lib/server/sign-in-options.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInRoute({ searchParams }: PageProps<"/sign-in">) {
  const [{ oidcName }, { callbackUrl, error }] = await Promise.all([signInOptions(), searchParams]);
  const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? null;
  return <SignIn oidcName={oidcName} callbackUrl={one(callbackUrl)} firstError={one(error)} />;
}
