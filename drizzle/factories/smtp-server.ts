import { createServer, type Socket } from "node:net";

export type TakenMail = { readonly from: string; readonly to: string; readonly text: string };
/** What the server does with the next mail: take it, take it and say nothing, refuse it for now or for good, or hang up before. */
export type SmtpMood = "takes" | "takes_silently" | "busy" | "refuses" | "hangs_up";

/** A small mail server of a test's own. It keeps what it took, and a mood for each mail; without moods it takes everything. */
export async function smtpServer() {
  const taken: TakenMail[] = [];
  const moods: SmtpMood[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    converse(socket, () => moods.shift() ?? "takes", taken);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    moods,
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One client's session: commands line by line, and the mail until a line that is a dot. */
function converse(socket: Socket, moodOfNext: () => SmtpMood, taken: TakenMail[]): void {
  let rest = "";
  let lines: string[] | null = null;
  let envelope = { from: "", to: "" };
  let mood: SmtpMood = "takes";
  const say = (line: string) => socket.write(`${line}\r\n`);
  const end = (mail: string[]) => {
    if (mood === "refuses") return say("554 5.7.1 This mail is not wanted");
    if (mood === "busy") return say("451 4.3.0 Try again later");
    taken.push({ ...envelope, text: mail.join("\r\n") });
    return mood === "takes_silently" ? socket.destroy() : say("250 2.0.0 Taken");
  };
  const hear = (line: string) => {
    if (lines) {
      if (line !== ".") return lines.push(line.startsWith("..") ? line.slice(1) : line);
      const mail = lines;
      lines = null;
      return end(mail);
    }
    const [verb = ""] = line.toUpperCase().split(/[ :]/);
    if (verb === "EHLO" || verb === "HELO") return say("250 mail.test.example");
    if (verb === "MAIL") {
      mood = moodOfNext();
      envelope = { ...envelope, from: addressIn(line) };
      return mood === "hangs_up" ? socket.destroy() : say("250 Sender taken");
    }
    if (verb === "RCPT") {
      envelope = { ...envelope, to: addressIn(line) };
      return say("250 Recipient taken");
    }
    if (verb === "DATA") {
      lines = [];
      return say("354 Go on");
    }
    if (verb === "QUIT") return socket.end("221 Bye\r\n");
    return say("502 Not known here");
  };
  say("220 mail.test.example ESMTP");
  socket.on("data", (chunk) => {
    rest += chunk.toString("utf8");
    for (let at = rest.indexOf("\r\n"); at >= 0; at = rest.indexOf("\r\n")) {
      const line = rest.slice(0, at);
      rest = rest.slice(at + 2);
      hear(line);
    }
  });
}

const addressIn = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? "";
