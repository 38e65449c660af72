import { changeRules } from "./change-rules.ts";
import { codeRules } from "./code-rules.ts";
import { commandRules } from "./command-rules.ts";
import { fileRules } from "./file-rules.ts";
import { incidentRules } from "./incident-rules.ts";
import { parameterRules } from "./parameter-rules.ts";
import { playbookRules } from "./playbook-rules.ts";
import { recordingRules } from "./recording-rules.ts";
import { soarRules } from "./soar-rules.ts";
import { valueRules } from "./value-rules.ts";
import { streamRules } from "./stream-rules.ts";

/** Every code that a check can give. The codes are stable; new ones are added. */
export const rules = {
  ...fileRules,
  ...parameterRules,
  ...commandRules,
  ...soarRules,
  ...incidentRules,
  ...valueRules,
  ...playbookRules,
  ...streamRules,
  ...codeRules,
  ...recordingRules,
  ...changeRules,
};

export type RuleCode = keyof typeof rules;

/** Under which heading the codes stand in the documentation, in their order there. */
export const ruleGroups: { title: string; rules: Partial<typeof rules> }[] = [
  { title: "Files", rules: fileRules },
  { title: "Parameters", rules: parameterRules },
  { title: "Commands", rules: commandRules },
  { title: "Additions under x-soar", rules: soarRules },
  { title: "Incident content", rules: incidentRules },
  { title: "Values, mappers and classifiers", rules: valueRules },
  { title: "Playbooks", rules: playbookRules },
  { title: "Event streams", rules: streamRules },
  { title: "Code", rules: codeRules },
  { title: "Recordings", rules: recordingRules },
  { title: "Changes since a revision", rules: changeRules },
];
