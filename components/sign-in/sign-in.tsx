"use client";
import { signIn } from "next-auth/react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { safePath, wordsOfSignInError } from "#components/sign-in/sign-in-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Logo } from "#components/ui/logo.tsx";
import { TextInput } from "#components/ui/text-input.tsx";

type Props = {
  /** Name of the single sign-on, or null when there is none. */
  readonly oidcName: string | null;
  readonly callbackUrl: string | null;
  /** The error with which the single sign-on came back. */
  readonly firstError: string | null;
};

export function SignIn({ oidcName, callbackUrl, firstError }: Props) {
  const target = () => safePath(callbackUrl, window.location.origin);
  return (
    <div className="w-full max-w-80">
      <div className="mb-6 flex items-center gap-2.5">
        <Logo className="size-8" />
        <div>
          <h1 className="text-xl font-semibold">Countersign</h1>
          <p className="text-ink-2">Nothing reaches the books unsigned.</p>
        </div>
      </div>
      <PasswordForm target={target} firstError={firstError} />
      {oidcName ? (
        <>
          <p className="my-4 flex items-center gap-3 text-xs text-ink-3 before:h-px before:flex-1 before:bg-line-strong after:h-px after:flex-1 after:bg-line-strong">
            or
          </p>
          <Button
            size="md"
            className="w-full justify-center"
            onPress={() => void signIn("oidc", { callbackUrl: target() })}
          >
            Sign in with {oidcName}
          </Button>
        </>
      ) : null}
    </div>
  );
}

type FormProps = { readonly target: () => string; readonly firstError: string | null };

function PasswordForm({ target, firstError }: FormProps) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(firstError ? wordsOfSignInError(firstError) : null);
  const [isBusy, setBusy] = useState(false);
  const emailRef = useRef<HTMLInputElement>(null);
  const passwordRef = useRef<HTMLInputElement>(null);
  useEffect(() => emailRef.current?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // A password manager may have filled the fields before the page was ready to listen.
    const filled = { email: emailRef.current?.value.trim() ?? email, password: passwordRef.current?.value ?? password };
    if (filled.email === "") return missing("Write your e-mail address.", emailRef.current);
    if (filled.password === "") return missing("Write your password.", passwordRef.current);
    setBusy(true);
    const answer = await signIn("credentials", { ...filled, redirect: false }).catch(() => undefined);
    if (answer?.ok && !answer.error) return window.location.assign(target());
    setBusy(false);
    setProblem(wordsOfSignInError(answer?.error ?? "unreachable"));
    passwordRef.current?.select();
  };
  const missing = (words: string, field: HTMLInputElement | null) => {
    setProblem(words);
    field?.focus();
  };

  return (
    <form
      method="post"
      onSubmit={(event) => void submit(event)}
      noValidate
      className="flex flex-col gap-3"
      aria-label="Sign in"
    >
      <TextInput
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        inputRef={emailRef}
      />
      <TextInput
        label="Password"
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        inputRef={passwordRef}
      />
      <p role="alert" className="min-h-5 text-bad">
        {problem}
      </p>
      <Button type="submit" look="primary" isBusy={isBusy} className="-mt-1 w-full justify-center">
        Sign in
      </Button>
    </form>
  );
}
