import { capital, Fields } from "../../manifest/fields.ts";
import { didYouMean } from "../../nearest.ts";
import { QUESTION_TYPES, type Form, type Message, type Question } from "../playbook.ts";
import { clip, numberAt, valueAt, valueOf, type Reading } from "./reading.ts";

/** What a task sends, as `message:` says. */
export function readMessage(fields: Fields, reading: Reading): Message {
  const message = fields.child("message", `"message" of ${fields.what}`);
  const part = (key: "to" | "cc" | "bcc" | "subject" | "body") => {
    const value = message && valueAt(message, key, reading);
    return value && { [key]: value };
  };
  const timings = message?.child("timings", `"timings" of ${fields.what}`);
  const number = (key: string, otherwise: number) => (timings && numberAt(timings, key, "P007")) ?? otherwise;
  return {
    ...part("to"),
    ...part("cc"),
    ...part("bcc"),
    ...part("subject"),
    ...part("body"),
    isHtml: message?.text("format") === "html",
    methods: message?.texts("methods").map(({ text }) => text) ?? [],
    options: message?.texts("replyOptions").map(({ text }) => text.trim()) ?? [],
    timings: {
      retries: number("retriescount", 2),
      retryMs: 60_000 * number("retriesinterval", 360),
      replies: number("completeafterreplies", 1),
      endsWithRetries: timings?.flag("completeafterv2") ?? false,
    },
  };
}

/** What a task asks, as `form:` says. */
export function readForm(fields: Fields, reading: Reading): Form {
  const form = fields.child("form", `"form" of ${fields.what}`);
  if (form === undefined) {
    fields.report("P007", fields.map.at, `${capital(fields.what)} has no "form".`, "Write its title: and questions:.");
    return { title: "", questions: [] };
  }
  const description = form.text("description");
  return {
    title: form.required("title", "P007", "Answers are found in the context under TITLE.Answers.") ?? "",
    ...(description !== undefined && { description }),
    questions: form
      .maps("questions")
      .flatMap((map) => readQuestion(new Fields(map, form.report, "a question"), reading)),
  };
}

// --- internal ---

function readQuestion(fields: Fields, reading: Reading): Question[] {
  const id = fields.required("id", "P007", "Its answer is found in the context under TITLE.Answers.ID.");
  const type = QUESTION_TYPES.find((each) => each === fields.text("type"));
  if (type === undefined) {
    const given = fields.text("type") ?? "";
    const message = `There is no question type "${clip(given)}".${didYouMean(given, QUESTION_TYPES)}`;
    fields.report("P007", fields.at("type"), message, `Write one of ${QUESTION_TYPES.join(", ")}.`);
  }
  if (id === undefined || type === undefined) return [];
  const label = valueAt(fields, "labelarg", reading) ?? valueAt(fields, "label", reading);
  const [field, placeholder] = [fields.text("fieldassociated") ?? "", fields.text("placeholder") ?? ""];
  const question: Question = {
    id,
    ...(label && { label }),
    type,
    required: fields.flag("required"),
    options: fields.texts("options").map(({ text }) => text),
    optionsFrom: fields
      .list("optionsarg")
      .flatMap((node) => valueOf(node, `an option of question "${clip(id)}"`, fields, reading) ?? []),
    ...(field !== "" && { field }),
    ...(placeholder !== "" && { placeholder }),
  };
  reading.places.set(question, fields);
  return [question];
}
