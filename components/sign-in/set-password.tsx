"use client";
import Link from "next/link";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Logo } from "#components/ui/logo.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { passwordProblem } from "#lib/core/password-rules.ts";

type Answer = { readonly ok: true; readonly email: string } | { readonly ok: false; readonly words: string };

/** The secret stands behind the # of the address, which no server and no log ever sees. */
async function send(password: string): Promise<Answer> {
  const token = window.location.hash.slice(1);
  const response = await fetch("/api/password", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, password }),
  }).catch(() => null);
  const body = (await response?.json().catch(() => null)) as Record<string, string> | null;
  if (response?.ok && body?.email) return { ok: true, email: body.email };
  const unreachable = "Countersign did not answer. Check the connection and try again.";
  return { ok: false, words: body?.sentence ? `${body.sentence} ${body.fix ?? ""}` : unreachable };
}

/** Where a one-time link leads: the person sets a password, then signs in with it. */
export function SetPassword() {
  const [email, setEmail] = useState<string | null>(null);
  return (
    <div className="w-full max-w-80">
      <div className="mb-6 flex items-center gap-2.5">
        <Logo className="size-8" />
        <div>
          <h1 className="text-xl font-semibold">Set your password</h1>
          <p className="text-ink-2">For Countersign. The link works once.</p>
        </div>
      </div>
      {email === null ? (
        <PasswordForm onDone={setEmail} />
      ) : (
        <div role="status">
          <p className="mb-3">
            The password of <span className="font-medium">{email}</span> is set.
          </p>
          <Link href="/sign-in" className="font-medium text-accent hover:underline">
            Sign in
          </Link>
        </div>
      )}
    </div>
  );
}

function PasswordForm({ onDone }: { readonly onDone: (email: string) => void }) {
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const ref = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = passwordProblem(password);
    if (wrong !== null) return setProblem(`The password ${wrong}`);
    if (password !== again) return setProblem("The two passwords are not the same.");
    setBusy(true);
    const answer = await send(password);
    setBusy(false);
    if (answer.ok) return onDone(answer.email);
    setProblem(answer.words);
    ref.current?.focus();
  };
  return (
    <form
      onSubmit={(event) => void submit(event)}
      noValidate
      className="flex flex-col gap-3"
      aria-label="Set your password"
    >
      <TextInput
        label="New password"
        type="password"
        autoComplete="new-password"
        hint="12 characters or more."
        value={password}
        onChange={setPassword}
        inputRef={ref}
      />
      <TextInput label="The same again" type="password" autoComplete="new-password" value={again} onChange={setAgain} />
      <p role="alert" className="min-h-5 text-bad">
        {problem}
      </p>
      <Button type="submit" look="primary" isBusy={isBusy} className="-mt-1 w-full justify-center">
        Set the password
      </Button>
    </form>
  );
}
